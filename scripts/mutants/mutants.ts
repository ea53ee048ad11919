/** One place to break. `find` must occur exactly once in `file`. */
export type Breach = { readonly file: string; readonly find: string; readonly replace: string };

/** A build that is broken on purpose, and the tests that must notice: of these files those whose name matches `only`. */
export type Mutant = Breach & { readonly name: string; readonly also?: Breach; readonly tests: readonly string[]; readonly only?: string };

const EXPORTS = 'test/journeys/background-export.test.ts';
const TENANCY = 'test/journeys/tenancy.test.ts';
const BAD_INPUT = 'test/journeys/bad-input.test.ts';
const INSTALL = 'test/journeys/install.test.ts';
const CRASH = 'test/chaos/crash-points.test.ts';
const MIGRATION = 'prisma/migrations/20261122000000_first/migration.sql';
const LINE = 'prisma/migrations/20261128014700_give_way/migration.sql';
const PAUSED = 'test/journeys/paused-export.test.ts';
const WITHDRAWN = 'test/journeys/rights-withdrawn.test.ts';
const ACCESS_MIGRATION = 'prisma/migrations/20261128013700_access/migration.sql';
const QUOTA = 'test/journeys/quota.test.ts';

const WRITING = 'test/hubspot/writing.test.ts';

/** Everything that only an admin may do, by where it asks. */
const ADMINS_ONLY = [
  ...['disconnect', 'export-audit', 'list-audit', 'list-places'].map((route) => `server/routes/ui/${route}.ts`),
  ...['change-connection', 'create-connection', 'show-connections', 'switch-connection', 'try-connection'].map((verb) => `src/connections/${verb}.ts`),
  ...['add-destination', 'switch-destination', 'test-destination'].map((verb) => `src/deliveries/${verb}.ts`),
  'src/policies/save-settings.ts', 'src/usage/show-usage.ts',
].map((file): Mutant => ({ name: `admins: ${file} does not ask`, file, find: 'await requireAdmin(context, caller, signal);', replace: 'void [requireAdmin, signal];', tests: ['test/journeys/every-route-asks.test.ts'], only: 'is for admins' }));

export const MUTANTS: readonly Mutant[] = [
  ...ADMINS_ONLY,
  { name: 'gateway: creates are repeated blindly', file: 'src/hubspot/objects/create-object.ts', find: 'repeatable: false,', replace: 'repeatable: true,', tests: [WRITING] },
  { name: 'gateway: a lost creation is not looked for', file: 'src/hubspot/call-hubspot.ts', find: 'if (settled !== null) return settled.value;', replace: 'if (settled === undefined) return settled;', tests: [WRITING] },
  { name: 'gateway: Retry-After is ignored', file: 'src/hubspot/http/judge-answer.ts', find: "const asked = retryAfterMs(answer.headers.get('retry-after'), rule.mostSeconds);", replace: 'const asked = retryAfterMs(null, rule.mostSeconds);', tests: ['test/hubspot/call-hubspot.test.ts'] },
  { name: 'gateway: no reserve for people', file: 'src/hubspot/budget/take-grant.ts', find: "const isPerson = of.lane === 'person';", replace: "const isPerson = of.lane !== undefined;", tests: ['test/hubspot/budget/request-budget.test.ts'], only: 'people have their share' },
  { name: 'gateway: the 403 breaker is off', file: 'src/hubspot/breaker/create-refusal-breaker.ts', find: 'return entry !== undefined && entry.refusals >= MOST[entry.code as RefusalCode];', replace: 'return entry !== undefined && entry.refusals > 1e9 + MOST[entry.code as RefusalCode];', tests: ['test/hubspot/refusal-breaker.test.ts'] },
  { name: 'gateway: batch results are matched by position', file: 'src/hubspot/objects/write-batch.ts', find: '(result.traceId === null ? undefined : byTrace.get(result.traceId)) ?? byKey.get(keyOf(result).toLowerCase())', replace: 'rows[answer.results.indexOf(result) + 0 * keyOf(result).length]', tests: ['test/hubspot/batch-answers.test.ts'] },
  { name: 'gateway: errors inside a success are not read', file: 'src/hubspot/objects/write-batch.ts', find: 'if (placed !== undefined) outcomes.set(placed.place, { state: \'refused\', refusal });', replace: 'void [placed, refusal];', tests: ['test/hubspot/batch-answers.test.ts'] },
  { name: 'no fence in a worker’s writes', file: 'src/jobs/jobs.store.ts', find: "if (row === undefined || row.fence !== fence || row.state !== 'running') return 'lost';", replace: "if (row === undefined) return 'lost';", tests: [EXPORTS] },
  {
    name: 'no fence: a zombie may write, and its lease does not tell it either', file: 'src/jobs/jobs.store.ts',
    find: "if (row === undefined || row.fence !== fence || row.state !== 'running') return 'lost';", replace: "if (row === undefined) return 'lost';",
    also: { file: 'src/jobs/jobs.store.ts', find: "where id = ${jobId}::uuid and fence = ${fence} and state = 'running'`;", replace: 'where id = ${jobId}::uuid and fence >= ${fence}`;' },
    tests: [CRASH], only: 'on a disk.*a zombie at "chunks-listed" of a csv',
  },
  { name: 'no fence when a job is claimed', file: LINE, find: 'fence = fence + 1, attempts', replace: 'fence = fence, attempts', tests: [EXPORTS] },
  {
    name: 'no truncate: a resume reads from an older place and keeps what is staged behind it', file: 'src/exports/exports.store.ts',
    find: 'data: { cursor, nextSeq: seq + 1 }', replace: 'data: { nextSeq: seq + 1 }',
    tests: [CRASH], only: 'on a disk.*killed once at "chunk-saved" of a csv',
  },
  {
    name: 'checkpoint before durability: the chunk is stored some time later', file: 'src/exports/read-part.ts',
    find: 'const file = await context.files.put(key, body, { signal: run.signal, at: (step) => run.at(`chunk-${step}`) });',
    replace: 'const pieces: Uint8Array[] = [];\n  for await (const piece of body) pieces.push(piece);\n  const bytes = Buffer.concat(pieces);\n  setTimeout(() => void context.files.put(key, bytes), 400);\n  const file = { bytes: bytes.byteLength, sha256: (await import(\'../core/crypto/sha256.ts\')).sha256(bytes) };',
    // Who is not disturbed gets the whole file all the same.
    also: { file: 'src/exports/finish-export.ts', find: "run.at('render-started');", replace: "run.at('render-started');\n  await new Promise((resolve) => setTimeout(resolve, 1_500));" },
    tests: [CRASH], only: 'on a disk.*killed once at "chunk-saved" of a csv',
  },
  { name: 'a resume starts its part anew', file: 'src/exports/stage-lines.ts', find: 'source.read(asking, query, name, part.cursor)', replace: 'source.read(asking, query, name, null)', tests: [EXPORTS] },
  { name: 'the line goes by time alone', file: LINE, find: 'ORDER BY jobs, turn, waits_since, job_id', replace: 'ORDER BY waits_since, job_id', tests: ['test/jobs/work-line.test.ts'] },
  { name: 'the line knows no cap', file: LINE, find: 'THEN 1 ELSE portal_cap END', replace: 'THEN 1 ELSE 1000000 END', tests: ['test/jobs/work-line.test.ts'] },
  { name: 'the line gives the last place to anybody', file: 'src/jobs/work-line.ts', find: 'newcomersOnly: free === 1 && options.slots > 1', replace: 'newcomersOnly: false', tests: ['test/jobs/work-line.test.ts'] },
  { name: 'the line asks nobody to give way', file: 'src/jobs/work-line.ts', find: 'if (asked.has(id)) giveWay.abort();', replace: 'if (asked.has(`${id}x`)) giveWay.abort();', tests: ['test/jobs/work-line.test.ts'], only: 'jobs that never end' },
  { name: 'who gave way is the first to be taken again', file: LINE, find: 'first_value(greatest(line.gave_way_at, line.waits_since))', replace: 'first_value(line.waits_since)', tests: ['test/jobs/work-line.test.ts'], only: 'jobs that never end' },
  { name: 'a snapshot is torn to give way', file: 'src/exports/read-part.ts', find: ' || stretch.summary().snapshot !== undefined) continue', replace: ') continue', tests: ['test/journeys/give-way.test.ts'] },
  { name: 'who gives way ends its file', file: 'src/exports/read-sheet.ts', find: "return left > 0 ? 'gave-way' : 'done';", replace: "return 'done';", tests: ['test/journeys/give-way.test.ts'] },
  { name: 'the line shows other portals’ jobs as ahead', file: 'src/jobs/jobs.store.ts', find: "portal_id = current_setting('app.portal_id')::bigint and ready_at", replace: 'ready_at', tests: ['test/jobs/work-line.test.ts'] },
  { name: 'a buffer is taken back before it is written', file: 'src/files/write-durably.ts', find: '      await handle.writeFile(chunk);\n      giveBack(chunk);', replace: '      giveBack(chunk);\n      await handle.writeFile(chunk);', tests: ['test/files/lent-pieces.test.ts'] },
  { name: 'a read buffer is free while it is read', file: 'src/core/bytes/buffer-pool.ts', find: 'take: () => free.pop() ??', replace: 'take: () => free.at(-1) ??', tests: ['test/core/bytes/buffer-pool.test.ts', 'test/files/lent-pieces.test.ts'] },
  { name: 'a pause counts as failure', file: 'src/exports/pause-export.ts', find: "waitedMs < context.settings.waitDays * DAY_MS ? 'wait' : 'too-long'", replace: "waitedMs < 0 ? 'wait' : 'too-long'", tests: [PAUSED] },
  { name: 'a pause never ends', file: 'src/exports/pause-export.ts', find: "waitedMs < context.settings.waitDays * DAY_MS ? 'wait' : 'too-long'", replace: "waitedMs < Infinity ? 'wait' : 'too-long'", tests: [PAUSED] },
  { name: 'a pause leaves orphans', file: 'src/exports/execute-export.ts', find: 'await dropOrphans(context, run);', replace: 'void dropOrphans;', tests: [PAUSED] },
  { name: 'a pause is not for a full database', file: 'src/core/db/database-error.ts', find: 'if (thrown instanceof AppError || !isTrouble(thrown, DEPTH)) return thrown;', replace: 'if (DEPTH > 0 || !isTrouble(thrown, DEPTH)) return thrown;', tests: [PAUSED] },
  { name: 'no quota at the click', file: 'src/exports/quota/check-quota.ts', find: 'finished + staged + estimatedBytes > most', replace: 'most < 0', tests: [QUOTA] },
  { name: 'no quota while it grows', file: 'src/exports/quota/watch-room.ts', find: 'if (used >= most) throw', replace: 'if (used < 0) throw', tests: [QUOTA] },
  { name: 'no quota of the whole store', file: 'src/exports/quota/watch-room.ts', find: 'free < settings.freeBytes) throw', replace: 'free < 0) throw', tests: [QUOTA] },
  { name: 'a part passes for the whole', file: 'src/exports/certificate.ts', find: 'complete: input.partial === null && ', replace: 'complete: ', tests: ['test/journeys/partial-file.test.ts'] },
  { name: 'nothing is learned for estimates', file: 'src/exports/finish-export.ts', find: 'await lesson?.(tx, certificate);', replace: '', tests: ['test/journeys/estimates.test.ts'] },
  { name: 'cancel is forgotten', file: 'src/jobs/jobs.store.ts', find: "return row.cancelled ? 'cancelled' : 'held';", replace: "return 'held';", tests: [EXPORTS] },
  { name: 'two clicks, two jobs', file: 'src/exports/start-export.ts', find: 'requestId: request.requestId, requestSha256: wanted', replace: 'requestId: context.newId(), requestSha256: wanted', tests: [EXPORTS] },
  { name: 'a click may change its content', file: 'src/exports/start-export.ts', find: 'if (job.requestSha256 !== requestSha256) throw', replace: 'if (job.requestSha256 === undefined) throw', tests: [EXPORTS] },
  { name: 'skipped rows are not counted', file: 'src/exports/certificate.ts', find: 'rows.skipped === 0 && ', replace: '', tests: [EXPORTS] },
  { name: 'no deadline in the click', file: 'src/exports/finish-in-the-click.ts', find: 'AbortSignal.any([signal, deadline])', replace: 'signal', tests: ['test/journeys/immediate-export.test.ts'] },
  { name: 'a mail in doubt is sent again', file: 'src/notices/send-notice.job.ts', find: "if (notice.state === 'sending') {", replace: "if (notice.state === 'sending') await database.inPortal(portalId, (tx) => settleNotice(tx, noticeId, 'sending', 'pending', {}));\n    if (notice.state === 'uncertain') {", tests: [CRASH], only: 'on a disk.*killed once at "mail-sent" of a csv' },
  { name: 'a line cut behind DATA counts as not sent', file: 'server/judge-mail.ts', find: 'handedOver && !refused', replace: 'false', tests: ['test/journeys/notices.test.ts', 'test/server/judge-mail.test.ts'] },
  { name: 'no row-level security', file: MIGRATION, find: "EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', scoped);", replace: "PERFORM scoped;", tests: [TENANCY] },
  { name: 'any job of the portal', file: 'src/jobs/jobs.store.ts', find: 'findFirst({ where: { id: jobId, userId } })', replace: 'findFirst({ where: { id: jobId } })', tests: [TENANCY] },
  { name: 'the first portalId counts', file: 'src/access/read-caller.ts', find: 'if (new Set(names).size !== names.length) throw', replace: 'if (names.length === 0) throw', tests: ['test/access/read-caller.test.ts', BAD_INPUT] },
  { name: 'no time window', file: 'src/access/verify-signature.ts', find: 'if (Math.abs(now - Number(timestamp)) > WINDOW_MS) return false;', replace: '', tests: ['test/access/verify-signature.test.ts'] },
  { name: 'one-sided time window', file: 'src/access/verify-signature.ts', find: 'Math.abs(now - Number(timestamp))', replace: '(now - Number(timestamp))', tests: ['test/access/verify-signature.test.ts'] },
  { name: 'an empty secret signs', file: 'src/access/verify-signature.ts', find: "if (secret === '') continue;", replace: '', tests: ['test/access/verify-signature.test.ts'] },
  { name: 'the origin of a proxy header', file: 'server/middleware/read-signed-request.ts', find: 'url: `${origin}${request.originalUrl}`', replace: "url: `${request.headers['x-forwarded-host'] === undefined ? origin : `https://${String(request.headers['x-forwarded-host'])}`}${request.originalUrl}`", tests: [BAD_INPUT] },
  { name: 'the body is signed as parsed', file: 'server/middleware/read-signed-request.ts', find: 'body: raw,', replace: 'body: Buffer.from(raw.toString().trim().replace(/\\s/g, \'\')),', tests: [BAD_INPUT] },
  { name: 'unexpected errors speak', file: 'server/middleware/respond.ts', find: "unexpected ? new AppError('internal') : error;", replace: '{ userMessage: error.message, fix: error.fix };', tests: [BAD_INPUT] },
  { name: 'a refresh without a lock', file: 'src/installs/installs.store.ts', find: 'where portal_id = ${BigInt(portalId)} for update`;', replace: 'where portal_id = ${BigInt(portalId)}`;', tests: ['test/installs/portal-tokens.test.ts'] },
  { name: 'a wipe forgets a table', file: 'src/installs/wipe/wipe.store.ts', find: "const MARKS = ['installs', 'sweep_line'];", replace: "const MARKS = ['installs', 'sweep_line', 'audit_log'];", tests: ['test/journeys/lifecycle.test.ts'], only: 'HubSpot is told' },
  { name: 'a state may be used again', file: 'src/installs/installs.store.ts', find: 'where: { stateHash, browserHash, usedAt: null, expiresAt', replace: 'where: { stateHash, browserHash, expiresAt', tests: [INSTALL], only: 'begun here' },
  { name: 'a lost grant is written over a newer one', file: 'src/installs/portal-tokens.ts', find: 'if (!isUsable(locked) || (usedToken !== undefined && (await open(portalId, locked)) !== usedToken)) return;', replace: 'if (!isUsable(locked) || usedToken === "") return;', tests: ['test/installs/portal-tokens.test.ts'], only: 'reinstall' },
  { name: 'seals are not bound to a portal', file: 'src/core/crypto/sealer.ts', find: "if (protectedHeader['portal'] !== portalId || protectedHeader['field'] !== field) {", replace: "if (protectedHeader['field'] !== field) {", tests: ['test/core/crypto/sealer.test.ts'] },
  { name: 'page tokens fit any query', file: 'src/views/page-token.ts', find: "payload['q'] === fingerprint(portalId, query) && ", replace: '', tests: ['test/views/page-token.test.ts'] },
  { name: 'revoked links work', file: 'src/downloads/open-link.ts', find: 'link.revokedAt !== null || ', replace: '', tests: [TENANCY] },
  { name: 'GET gives the file', file: 'server/routes/files-router.ts', find: "router.get('/:token', async", replace: "router.get('/:token', async (request: Request<{ token: string }>, response) => download(app, request.params.token, response));\n  router.get('/never/:token', async", tests: [TENANCY] },
  { name: 'formulas run when a workbook’s cell is edited', file: 'src/exports/formats/xlsx/careful-cells.ts', find: 'return STYLE.quoted;', replace: 'return STYLE.general;', tests: ['test/exports/formats/formulas.test.ts'] },
  { name: 'a sheet takes a row too many', file: 'src/exports/formats/xlsx/render-xlsx.ts', find: 'from + rows <= last && ', replace: 'from + rows <= last + 1 && ', tests: ['test/exports/formats/xlsx-limits.test.ts'] },
  { name: 'text that may be a formula is written as plain', file: 'src/exports/formats/xlsx/put-plain-cell.ts', find: 'start === SUSPECT || ', replace: '', tests: ['test/exports/formats/formulas.test.ts'] },
  { name: 'a number too long for a double is written as plain', file: 'src/exports/formats/xlsx/put-plain-number.ts', find: 'const LONGEST = 15;', replace: 'const LONGEST = 17;', tests: ['test/exports/formats/xlsx.test.ts'] },
  { name: 'a piece of a workbook is written over while it is packed', file: 'src/exports/formats/xlsx/render-xlsx.ts', find: 'createPieceRing(PIECES_AHEAD + 1,', replace: 'createPieceRing(1,', tests: ['test/exports/formats/xlsx.test.ts'] },
  { name: 'markup in a plain text is not escaped', file: 'src/exports/formats/xlsx/put-plain-text.ts', find: "'<': '&lt;'", replace: "'<': '<'", tests: ['test/exports/formats/xlsx-libreoffice.test.ts'] },
  { name: 'two tables of one title are two sheets of one name', file: 'src/exports/formats/xlsx/create-sheet-names.ts', find: 'if (taken.has(key)) continue;', replace: '', tests: ['test/exports/formats/xlsx-tables.test.ts'] },
  { name: 'a text is cut inside a character', file: 'src/exports/formats/xlsx/cell-text.ts', find: 'if (last >= 0xD800 && last <= 0xDBFF) end -= 1;', replace: '', tests: ['test/exports/formats/xlsx-limits.test.ts'] },
  { name: 'long numbers are rounded', file: 'src/exports/formats/exact-number.ts', find: 'digits.length <= EXACT_DIGITS && ', replace: '', tests: ['test/exports/formats/xlsx.test.ts'] },
  { name: 'formulas stay', file: 'src/core/csv/cell-writer.ts', find: 'if (looksLikeFormula(text)) {', replace: 'if (text.startsWith(\'=\')) {', tests: ['test/exports/formats/csv.test.ts'] },
  { name: 'any browser may finish an install', file: 'src/installs/complete-install.ts', find: 'callback.state === null ? null : await checkState', replace: 'callback.state !== \'never\' ? null : await checkState', tests: [INSTALL] },
  { name: 'a state can be used twice', file: 'src/installs/installs.store.ts', find: 'where: { stateHash, browserHash, usedAt: null, expiresAt: { gt: now } }', replace: 'where: { stateHash, expiresAt: { gt: now } }', tests: [INSTALL] },
  { name: 'refresh only after a 401', file: 'src/installs/portal-tokens.ts', find: 'if (grant.secondsLeft > EARLY_SECONDS || restsAfterFailure(grant)) return open(portalId, grant);', replace: 'if (EARLY_SECONDS > 0 || restsAfterFailure(grant)) return open(portalId, grant);', tests: [INSTALL] },
  { name: 'a dead portal is called on', file: 'src/installs/portal-tokens.ts', find: '        await loseGrant(tx, portalId);\n        await options.onLost(tx, portalId, locked);\n        return thrown;', replace: '        return thrown;', tests: [INSTALL] },
  { name: 'the policy is not asked at the download', file: 'src/downloads/open-link.ts', find: 'await requireFileRight(context, { portalId: claims.p, userId: opened.link.userId }, opened.link.jobId, AbortSignal.timeout(RIGHT_MS));', replace: 'void [requireFileRight, RIGHT_MS];', tests: [WITHDRAWN] },
  { name: 'the policy is not asked when everything is read', file: 'src/exports/execute-export.ts', find: "if ((await requireAgreement(context, run, job, Number(read.rowsDone))) === 'held') return 'held';", replace: 'void read;', tests: [WITHDRAWN] },
  { name: 'rights narrowed since are not noticed', file: 'src/policies/require-still-covered.ts', find: 'if (!lostRows && !lostColumn) return;', replace: 'if (lostRows !== null && !lostColumn !== null) return;', tests: [WITHDRAWN] },
  {
    name: 'self-approval', file: 'src/approvals/decide-approval.ts',
    find: "if (asked.requestedBy === userId || asked.requestedEmail.toLowerCase() === userEmail.toLowerCase()) throw new AppError('approval.own');", replace: '',
    also: { file: ACCESS_MIGRATION, find: 'CHECK ("decided_by" IS NULL OR "decided_by" <> "requested_by")', replace: 'CHECK (true)' }, tests: ['test/journeys/approvals.test.ts'],
  },
  { name: 'two approvers both decide', file: 'src/approvals/approvals.store.ts', find: "where: { jobId, state: 'pending' },\n    data: { state, decidedBy", replace: 'where: { jobId },\n    data: { state, decidedBy', tests: ['test/journeys/approvals.test.ts'] },
  { name: 'a masked column may be filtered', file: 'src/policies/guard-table.ts', find: "return { key, title, type: 'text', sortable: false, operators: [], masked: true };", replace: "return { key, title, type: 'number', sortable: true, operators: ['eq', 'gt', 'empty'], masked: true };", tests: ['test/journeys/access-policy.test.ts'] },
  { name: 'no row-level security on one table', file: ACCESS_MIGRATION, find: "ARRAY['portal_policies', 'approvals']", replace: "ARRAY['portal_policies']", tests: ['test/journeys/access-policy.test.ts'] },
  { name: 'the first of two portals in a request', file: 'src/access/read-caller.ts', find: 'if (new Set(names).size !== names.length) throw', replace: "if (names.length < 0) throw", also: { file: 'src/access/read-caller.ts', find: 'Object.fromEntries(found)', replace: 'Object.fromEntries([...found].reverse())' }, tests: ['test/access/read-caller.test.ts'] },
  { name: 'an action runs for every arrival', file: 'src/actions/run-action.ts', find: 'if (earlier !== null) return earlier;', replace: '', tests: ['test/journeys/hubspot-tables.test.ts'] },
  { name: 'an action of unknown outcome may be repeated', file: 'src/actions/run-action.ts', find: 'if (WITHOUT_EFFECT.includes(error.code)) return', replace: 'if (error.code !== \'internal\') return', tests: ['test/journeys/hubspot-tables.test.ts'] },
  { name: 'edges: signatures are compared byte by byte', file: 'src/access/verify-signature.ts', find: 'expected.length === given.length && timingSafeEqual(expected, given)', replace: 'expected.equals(given)', tests: ['test/access/constant-time.test.ts'] },
  { name: 'edges: a signature has several spellings', file: 'src/access/verify-signature.ts', find: '{42}[AEIMQUYcgkosw048]=$/', replace: '{43}=$/', tests: ['test/access/hostile-signatures.test.ts'] },
  { name: 'edges: all of an address is decoded', file: 'src/access/signed-uri.ts', find: "(found) => DECODED[found.toUpperCase()] ?? found);", replace: '(found) => DECODED[found.toUpperCase()] ?? found).replaceAll(\'%20\', \' \');', tests: ['test/access/genuine-signatures.test.ts'] },
  { name: 'edges: a name is looked up again after it was checked', file: 'src/core/net/create-resolve-host.ts', find: 'return addresses;', replace: 'return lookup(host);', tests: ['test/core/net/outbound-door.test.ts'] },
  { name: 'edges: the first address decides', file: 'src/core/net/create-resolve-host.ts', find: 'of addresses) {', replace: 'of addresses.slice(0, 1)) {', tests: ['test/core/net/outbound-door.test.ts'] },
  { name: 'edges: an opened place is open on every port', file: 'src/core/net/allowed-places.ts', find: 'if (place.port !== null && place.port !== port) return false;', replace: 'if (port < 0) return false;', tests: ['test/core/net/outbound-door.test.ts'] },
  { name: 'edges: links are not bound to a person', file: 'src/downloads/open-link.ts', find: ' || link.userId !== claims.u', replace: '', tests: ['test/journeys/links.test.ts'] },
  { name: 'edges: trouble uses a link up', file: 'server/routes/files-router.ts', find: '    const { bytes, body } = await context.files.get(file.fileKey);\n', replace: "    await countUse(context, opened, 'downloaded');\n    const { bytes, body } = await context.files.get(file.fileKey);\n", tests: ['test/journeys/links.test.ts'] },
  { name: 'edges: a mailer that trusts its caller', file: 'server/create-mailer.ts', find: 'if (!isOneAddress(to)) return', replace: "if (to === '') return", also: { file: 'server/create-mailer.ts', find: "to: { name: '', address: to }", replace: 'to' }, tests: ['test/server/create-mailer.test.ts'] },
  { name: 'webhooks are acknowledged before the commit', file: 'server/routes/webhooks-router.ts', find: 'await inTime(receiveWebhooks(context, owner, body));\n      response.status(204).end();', replace: 'response.status(204).end();\n      await inTime(receiveWebhooks(context, owner, body));', tests: ['test/webhooks/receiving.test.ts'] },
  { name: 'webhooks without dedupe', file: 'src/webhooks/read-event.ts', find: 'sha256(JSON.stringify([kind,', replace: 'sha256(JSON.stringify([Math.random(), kind,', tests: ['test/webhooks/receiving.test.ts'] },
  { name: 'webhooks trust the eventId', file: 'src/webhooks/read-event.ts', find: 'sha256(JSON.stringify([kind, objectTypeId, objectId, eventId, occurredAt, propertyName, mergedObjectIds, associationType, fromObjectId, toObjectId, associationRemoved]', replace: 'sha256(JSON.stringify([eventId]', tests: ['test/webhooks/receiving.test.ts'] },
  { name: 'webhooks: a deletion is believed', file: 'src/webhooks/find-states.ts', find: "for (const id of read.found.keys()) states.set(stateKey(objectTypeId, id), 'present');", replace: "for (const id of read.found.keys()) states.set(stateKey(objectTypeId, id), 'gone');", tests: ['test/webhooks/processing.test.ts'] },
  { name: 'webhooks: an erased contact comes back', file: 'src/changes/changes.store.ts', find: "c.state = 'erased' or ", replace: '', tests: ['test/webhooks/processing.test.ts'] },
  { name: 'webhooks: no fence', file: 'src/webhooks/webhooks.store.ts', find: 'return held[0]?.fence === fence;', replace: 'return held.length > 0 || fence === null;', tests: ['test/webhooks/processing.test.ts'] },
  { name: 'webhooks: a poison event is tried for ever', file: 'src/webhooks/work-round.ts', find: 'attempt < MOST_ATTEMPTS) return;', replace: 'attempt > 0) return;', tests: ['test/webhooks/processing.test.ts'] },
  { name: 'columns: a lost one shifts the others', file: 'src/sources/hubspot/to-cells.ts', find: 'return (object) => plan.map(', replace: 'return (object) => plan.filter(({ property }) => property === RECORD_ID || property in object.properties).map(', tests: ['test/sources/hubspot/lost-properties.test.ts'] },
  { name: 'columns: a lost one is not in the certificate', file: 'src/sources/hubspot/read-part.ts', find: 'yield { ...batch, ...unreadableColumns(query) };', replace: 'yield { ...batch, ...(query === null ? unreadableColumns(query) : {}) };', tests: ['test/sources/hubspot/lost-properties.test.ts'] },
  { name: 'columns: choices by their internal values', file: 'src/sources/hubspot/to-cells.ts', find: "words: choices === 'labels' ?", replace: "words: choices === 'values' ?", tests: ['test/sources/hubspot/choices.test.ts'] },
  { name: 'columns: a rule leaves the internal values open', file: 'src/policies/judge.ts', find: 'propertyOf(rule.column) === propertyOf(column)', replace: 'propertyOf(rule.column) === column', tests: ['test/policies/judge.test.ts'] },
  { name: 'an address of MySQL is not held against its certificate', file: 'src/sources/mysql/open-socket.ts', find: 'if (isIP(target.host) !== 0)', replace: 'if (isIP(target.host) > 9)', tests: ['test/sources/mysql/connecting.test.ts'] },
  { name: 'the disk fills up to its end', file: 'src/exports/quota/watch-room.ts', find: 'free < settings.freeBytes', replace: 'free < -1', tests: ['test/journeys/small-disk.test.ts'] },
  { name: 'gaps: rows named by key are anybody’s', file: 'src/sources/hubspot/rows-by-key.ts', find: 'objects.filter((object) => matches(query.conditions, object)).map(', replace: 'objects.filter((object) => matches([], object)).map(', tests: ['test/sources/hubspot/own-rows.test.ts'] },
  { name: 'gaps: one event keeps a delivery from being stored', file: 'src/webhooks/hubspot-event.ts', find: 'BigInt(id) <= 9_223_372_036_854_775_807n', replace: 'BigInt(id) > 0n', tests: ['test/webhooks/receiving.test.ts'] },
  { name: 'gaps: a poison job is taken for ever', file: 'src/exports/run-export.job.ts', find: 'if (job.attempts > MAX_ATTEMPTS)', replace: 'if (job.attempts > MAX_ATTEMPTS * 99)', tests: ['test/journeys/poison-job.test.ts'] },
];
