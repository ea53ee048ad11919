import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/core/db/index.ts';
import type { Database } from '../../src/core/db/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { requeueJob, workLine } from '../../src/jobs/index.ts';
import type { JobRow, LineWorker } from '../../src/jobs/index.ts';
import { eventually } from '../support/eventually.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { TestDatabase } from '../support/test-database.ts';

const A = PortalId.parse('4711001');
const B = PortalId.parse('4711002');
const C = PortalId.parse('4711003');

let home: TestDatabase;
let database: Database;
let worker: LineWorker | null;
/** Every start, in order; nothing ends before its worker stops. */
let starts: { portal: string; id: string; kind: string }[];
let running: Set<string>;

beforeEach(async () => {
  home = await createTestDatabase();
  database = openDatabase({ url: home.url, max: 6, silentMs: 10_000, onError: () => undefined });
  [worker, starts, running] = [null, [], new Set()];
});
afterEach(async () => {
  await worker?.stop(2_000);
  await database.close();
  await home.drop();
});

async function add(portalId: PortalId, count: number, kind: 'export' | 'view' = 'export'): Promise<void> {
  await database.inPortal(portalId, (tx) => tx.$executeRaw`
    insert into jobs (id, portal_id, kind, state, lane, phase, title, user_id, user_email, request_id, request_sha256)
    select gen_random_uuid(), ${BigInt(portalId)}, ${kind}, 'queued', 'background', 'planning', 'Numbers', '501', 'sam@acme.example', gen_random_uuid()::text, ''
    from generate_series(1, ${count}::int)`);
}

async function run(_context: unknown, job: JobRow, signal: AbortSignal): Promise<void> {
  starts.push({ portal: String(job.portalId), id: job.id, kind: job.kind });
  running.add(job.id);
  await new Promise<void>((finish) => signal.addEventListener('abort', () => finish(), { once: true }));
  running.delete(job.id);
  await database.inPortal(PortalId.parse(String(job.portalId)), (tx) => requeueJob(tx, job.id));
}

function startWorker(options: { slots: number; viewSlots: number; portalCap: number }): void {
  const jobs = ['export', 'view'].map((kind) => ({ kind, run, putAside: () => Promise.resolve() }));
  worker = workLine({ database, log: pino({ level: 'silent' }) }, jobs, { leaseSeconds: 10, ...options });
}

const startsOf = (portalId: PortalId, kind: string): number => starts.filter((start) => start.portal === portalId && start.kind === kind).length;

describe('a view that outlived its click (D2)', { timeout: 90_000 }, () => {
  it('begins at once although long exports of its own portal hold every place and a thousand wait, and asks none of them to stop (S0.17)', async () => {
    await add(A, 1_000);
    startWorker({ slots: 3, viewSlots: 3, portalCap: 3 });
    await eventually(() => startsOf(A, 'export') >= 2);
    const before = starts.length;

    await add(A, 1, 'view');
    await eventually(() => startsOf(A, 'view') === 1);

    expect(starts.slice(0, before).every(({ id }) => running.has(id))).toBe(true);
    expect((await database.pool.query('select 1 from job_line where asked_at is not null')).rowCount).toBe(0);
  });

  it('leaves the last place to another portal’s, takes no export’s place, and stands in its line again when it is given back', async () => {
    await add(A, 20, 'view');
    await add(A, 20);
    startWorker({ slots: 2, viewSlots: 2, portalCap: 1 });
    await eventually(() => startsOf(A, 'view') === 1 && startsOf(A, 'export') === 1);
    await add(B, 1, 'view');
    await eventually(() => startsOf(B, 'view') === 1);
    await add(C, 1);
    await eventually(() => startsOf(C, 'export') === 1);
    await worker!.stop(2_000);

    expect(starts).toHaveLength(4);
    const views = starts.filter(({ kind }) => kind === 'view').map(({ id }) => id);
    expect((await database.pool.query('select 1 from view_line where job_id = any ($1) and held_until is null', [views])).rowCount).toBe(2);
    expect((await database.pool.query('select 1 from job_line where job_id = any ($1)', [views])).rowCount).toBe(0);
  });
});
