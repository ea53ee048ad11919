import type { StartExportRequest } from '#contract';
import type { Caller } from '../access/index.ts';
import { openTable } from '../connections/index.ts';
import type { Asking } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import { AppError } from '../core/errors/index.ts';
import { requestApproval } from '../approvals/index.ts';
import type { Held } from '../approvals/index.ts';
import { writeAudit } from '../audit/index.ts';
import { chooseDestinations } from '../deliveries/index.ts';
import { findJobOfClick, insertJob } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { announce } from '../notices/index.ts';
import { approvalReason, listApprovers, whoIs } from '../policies/index.ts';
import { keepSelection } from '../selections/index.ts';
import type { ChangesSince } from './changes/changes-since.ts';
import { sheetOfChanges } from './changes/sheet-of-changes.ts';
import { estimateTable } from './estimate-export.ts';
import { insertExport } from './exports.store.ts';
import type { NewSheet } from './exports.store.ts';
import { finishInTheClick } from './finish-in-the-click.ts';
import { checkQuota } from './quota/check-quota.ts';
import { formatOf } from './formats/format-of.ts';
import { jobTitle } from './job-title.ts';
import { onlyKeys } from './repair/only-keys.ts';
import { keysOf } from './repair/repair.ts';
import type { Repair } from './repair/repair.ts';
import { wantedSheets } from './sheets/wanted-sheets.ts';
import { openOthers } from './sheets/open-others.ts';
import type { OtherTable } from './sheets/open-others.ts';
import type { First } from './sheets/wanted-sheets.ts';

/** For whoever is no person that waits for the click. */
export type HowToStart = {
  /** Left to the workers, however small. */
  readonly lane?: 'background';
  /** Written in the transaction that makes the job. */
  readonly beside?: ((tx: Tx, job: JobRow) => Promise<void>) | undefined;
  /** Only these rows, which another export left out. */
  readonly repair?: Repair;
  /** Only what changed, deleted rows among it. The query's last filter says so too. */
  readonly changes?: ChangesSince;
};

/**
 * Makes the job of one click, once: a repeat with the same request id gets the same job, with another content
 * request.conflict. A small table is finished before this returns, unless `how` says otherwise; a large one is left to the workers.
 */
export async function startExport(context: Context, caller: Caller, request: StartExportRequest, signal: AbortSignal, how: HowToStart = {}): Promise<JobRow> {
  const requestSha256 = sha256(JSON.stringify([request.query, request.format, request.options ?? null, request.joined ?? null, ...(request.deliverTo === undefined ? [] : [request.deliverTo]), ...(request.titles === undefined ? [] : [{ titles: request.titles }]), ...(how.repair === undefined ? [] : [how.repair]), ...(how.changes === undefined ? [] : [{ changes: how.changes }])]));
  const earlier = await context.database.inPortal(caller.portalId, (tx) => findJobOfClick(tx, caller.portalId, caller.userId, request.requestId));
  if (earlier !== null) return sameClick(earlier, requestSha256);

  const asking: Asking = { portalId: caller.portalId, userId: caller.userId, verb: 'export', lane: how.lane === undefined ? 'person' : 'background', signal, purpose: { area: 'exports' } };
  const whole = await openTable(context, asking, request.query);
  const table = how.repair === undefined ? whole : onlyKeys(whole, keysOf(how.repair));
  const others = await openOthers(context, asking, request);
  const [estimate, named] = await Promise.all([estimateTable(context, table, request, others), jobTitle(table, request.query.record)]);
  const title = how.repair === undefined ? named : `${named}, left-out rows`;
  await checkQuota(context, caller.portalId, estimate.bytes ?? 0);
  const asked = sheetsOf(request, others, { query: { ...request.query, columns: [...table.query.columns] }, table, title, titles: request.titles });
  const sheets = how.changes === undefined ? asked : asked.map((sheet) => sheetOfChanges(sheet, table, how.changes!));
  const rows = sheets.length > 1 ? null : estimate.rows;
  const why = approvalReason(await whoIs(context, caller, asking), [table, ...others.map((other) => other.table)], estimate.rows);
  const approvers = why === null ? [] : await listApprovers(context, caller.portalId, asking);
  const created = await create(context, caller, request, { title, requestSha256, rows, lane: how.lane ?? estimate.lane, beside: how.beside, repair: how.repair, sheets, held: why === null ? null : { why, rows: estimate.rows, approvers } });
  if (!created.isNew || created.job.lane === 'background' || created.job.state === 'held') return created.job;
  return finishInTheClick(context, created.job, signal);
}

async function create(
  context: Context,
  caller: Caller,
  request: StartExportRequest,
  wanted: { title: string; requestSha256: string; rows: number | null; lane: 'immediate' | 'background'; beside: HowToStart['beside']; repair: Repair | undefined; sheets: readonly NewSheet[]; held: Held | null },
): Promise<{ job: JobRow; isNew: boolean }> {
  const { portalId, userId, userEmail } = caller;
  return context.database.inPortal(portalId, async (tx) => {
    const job = await insertJob(tx, {
      id: context.newId(), portalId, kind: 'export', lane: wanted.lane, title: wanted.title, userId, userEmail,
      requestId: request.requestId, requestSha256: wanted.requestSha256, rowsTotal: wanted.rows, traceParent: context.tracer.current(),
    });
    if (job === null) {
      // Two arrivals of one click at the same moment: the other one made the job.
      const other = await findJobOfClick(tx, portalId, userId, request.requestId);
      return { job: sameClick(other!, wanted.requestSha256), isNew: false };
    }
    await wanted.beside?.(tx, job);
    const { selection } = request.query;
    if (selection !== undefined) await keepSelection(context, tx, { portalId, userId, id: selection });
    await insertExport(tx, portalId, job.id, { format: request.format, options: request.options ?? {}, sheets: wanted.sheets, repair: wanted.repair });
    await chooseDestinations(context, tx, job, request.deliverTo ?? []);
    await writeAudit(tx, portalId, {
      userId, action: 'export.started', subject: job.id,
      details: { title: wanted.title, tables: wanted.sheets.map(({ tableId }) => tableId), format: request.format, rows: wanted.rows },
    });
    if (wanted.held !== null) return { job: await requestApproval(context, tx, job, wanted.held), isNew: true };
    if (wanted.lane === 'background') await announce(context, tx, job, 'started');
    return { job, isNew: true };
  });
}

/** The first table and what is joined to it. Throws table.unknown, request.invalid. */
function sheetsOf({ joined, format, options }: StartExportRequest, others: readonly OtherTable[], first: First): NewSheet[] {
  if (joined === undefined) return wantedSheets(first, 'sheets', []);
  if (joined.layout === 'sheets' && !formatOf(format, options).manySheets) {
    throw new AppError('request.invalid', { userMessage: 'This kind of file holds one table only.', fix: 'Choose an Excel workbook, a zip file, or one flat table.' });
  }
  if (new Set([first.query.tableId, ...joined.tables.map(({ tableId }) => tableId)]).size <= joined.tables.length) {
    throw new AppError('request.invalid', { userMessage: 'A table is named twice.', fix: 'Choose each table once.' });
  }
  return wantedSheets(first, joined.layout, others);
}

function sameClick(job: JobRow, requestSha256: string): JobRow {
  if (job.requestSha256 !== requestSha256) throw new AppError('request.conflict');
  return job;
}
