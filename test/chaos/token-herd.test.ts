import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dataDirectory } from '../../scripts/data-directory.ts';
import { createSealer } from '../../src/core/crypto/sealer.ts';
import { openDatabase } from '../../src/core/db/index.ts';
import type { Database } from '../../src/core/db/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { bundleProgram } from '../support/bundle-program.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { startTokenEndpoint } from '../support/token-endpoint.ts';
import type { TokenEndpoint } from '../support/token-endpoint.ts';

const LONG = Number(process.env['CHAOS_KILLS'] ?? 200) >= 1_000;
const EXPIRIES = LONG ? 50 : 5;
const KILLS = LONG ? 10 : 1;
const PROCESSES = 4;
const CALLERS = 200;
const portalId = PortalId.parse('4711001');
const sealer = createSealer([{ id: 'k1', key: new Uint8Array(32).fill(7) }]);

type Said = { readonly ready?: true; readonly answered?: true; readonly lost?: true; readonly got?: string[]; readonly count?: number };

let own: TestDatabase;
let database: Database;
let endpoint: TokenEndpoint;
let herd: ChildProcess[];
beforeAll(async () => {
  own = await createTestDatabase();
  database = openDatabase({ url: own.url, max: 2, silentMs: 12_000, onError: () => undefined });
});
afterAll(async () => {
  await database?.close();
  await own?.drop();
});
beforeEach(async () => {
  endpoint = await startTokenEndpoint();
  endpoint.delayMs = LONG ? 2_000 : 300;
  await database.inPortal(portalId, async (tx) => {
    await tx.$executeRaw`delete from installs`;
    await tx.install.create({ data: {
      portalId: 4_711_001n, state: 'active', sealedAccessToken: await sealer.seal(portalId, 'access_token', 'access-0'),
      sealedRefreshToken: await sealer.seal(portalId, 'refresh_token', 'refresh-1'), accessExpiresAt: new Date(), scopes: [],
      timeZone: 'UTC', currency: 'EUR', uiDomain: 'localhost', installedByUserId: '1',
    } });
  });
  herd = [];
  await addProcesses();
});
afterEach(async () => {
  for (const child of herd) child.kill('SIGKILL');
  await endpoint?.close();
});

/** Until there are as many as there should be: those that were killed are replaced. */
async function addProcesses(): Promise<void> {
  herd = herd.filter((child) => child.exitCode === null && child.signalCode === null);
  const program = await bundleProgram('test/chaos/support/token-process.ts');
  const env = { ...process.env, NODE_COMPILE_CACHE: join(dataDirectory(), 'compile-cache') };
  const fresh = Array.from({ length: PROCESSES - herd.length }, () => fork(program, [own.url, endpoint.url, portalId], { env }));
  herd.push(...fresh);
  await Promise.all(fresh.map((child) => says(child, ({ ready }) => ready === true)));
}

function says(child: ChildProcess, wanted: (said: Said) => boolean): Promise<Said> {
  return new Promise((resolve) => {
    child.on('message', function listen(said: Said) {
      if (!wanted(said)) return;
      child.off('message', listen);
      resolve(said);
    });
  });
}

async function expire(): Promise<void> {
  await database.inPortal(portalId, (tx) => tx.$executeRaw`update installs set access_expires_at = clock_timestamp() - interval '1 second', refresh_failed_at = null`);
}

/** What every caller of these processes got, as one set. */
async function askAll(children: readonly ChildProcess[], hold = false): Promise<{ got: Set<string>; callers: number }> {
  const answers = await Promise.all(children.map((child) => {
    const answer = says(child, ({ got }) => got !== undefined);
    child.send({ ask: CALLERS, hold });
    return answer;
  }));
  return { got: new Set(answers.flatMap(({ got }) => got!)), callers: answers.reduce((sum, { count }) => sum + count!, 0) };
}

const state = async (): Promise<string> => (await database.inPortal(portalId, (tx) => tx.install.findFirstOrThrow())).state;
const byPid = (pid: string | null): ChildProcess => herd.find((child) => String(child.pid) === pid)!;

describe('an expired token that whole processes ask for at once', () => {
  it(`G10 T26 F31 ${CALLERS} callers × ${PROCESSES} processes × ${EXPIRIES} expiries make ${EXPIRIES} token calls`, async () => {
    for (let expiry = 1; expiry <= EXPIRIES; expiry += 1) {
      await expire();

      expect(await askAll(herd)).toEqual({ got: new Set([`access-${expiry}`]), callers: CALLERS * PROCESSES });
      expect(endpoint.calls()).toBe(expiry);
    }
  }, 300_000);

  it.each(['before HubSpot answers', 'with HubSpot’s answer in hand, before it is stored'])('F32 T26 the others recover when the one that refreshes is killed %s', async (moment) => {
    const hold = moment.startsWith('with');
    for (let kill = 0; kill < KILLS; kill += 1) {
      await addProcesses();
      await expire();
      const before = endpoint.calls();
      const winner = Promise.withResolvers<ChildProcess>();
      endpoint.onCall = (pid) => winner.resolve(byPid(pid));
      const [first, ...others] = herd as [ChildProcess, ...ChildProcess[]];

      const answered = says(first, (said) => said.answered === true);
      first.send({ ask: CALLERS, hold });
      expect(await winner.promise).toBe(first);
      const theirs = askAll(others);
      if (hold) await answered;
      first.kill('SIGKILL');

      expect(await theirs).toEqual({ got: new Set([`access-${before + 2}`]), callers: CALLERS * others.length });
      expect([endpoint.calls() - before, await state()]).toEqual([2, 'active']);
    }
  }, 300_000);

  it('F32 the others recover when the one that refreshes stands still and does not let go of the lock', async () => {
    await expire();
    const [first, ...others] = herd as [ChildProcess, ...ChildProcess[]];
    const asked = Promise.withResolvers<unknown>();
    endpoint.onCall = asked.resolve;
    first.send({ ask: 1, hold: false });
    await asked.promise;
    first.kill('SIGSTOP');

    // Callers whose own patience ends first get a passing error, and their next call the token.
    for (;;) {
      const { got } = await askAll(others);
      if ([...got].every((token) => token.startsWith('access-'))) break;
      expect([...got].filter((token) => !/^access-|unavailable/i.test(token))).toEqual([]);
    }
    const kept = (await database.inPortal(portalId, (tx) => tx.install.findFirstOrThrow())).sealedAccessToken!;
    const token = await sealer.open(portalId, 'access_token', kept);
    first.kill('SIGCONT');

    // What it still wants to store is refused: its transaction is gone.
    expect(await askAll([others[0]!])).toMatchObject({ got: new Set([token]) });
    expect(await state()).toBe('active');
  }, 120_000);
});
