import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import type { Execution } from '../../sandbox/hubspot/workflows/create-runner.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { closeCollectionJob } from '../../src/workflows/index.ts';
import { eventually } from '../support/eventually.ts';
import { installApp } from '../support/install-app.ts';
import { downloadText } from '../support/numbers-app.ts';
import { CARD_ORIGIN, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const ACME = 4_711_001;
const PORTAL = PortalId.parse(String(ACME));
const COMPANIES = { table: 'hubspot:companies@portal', format: 'csv', collect: '5' };
let world: TestHubSpot;
let test: TestApp;
let companies: number[];
beforeAll(async () => {
  world = await startTestHubSpot(20);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test, { portalId: String(ACME) });
  await everybodyMayExport();
  companies = (await world.query<{ id: string }>(`select id::text as id from hubspot.records where portal_id = ${ACME} and object_type = '0-2' and archived_at is null order by id`)).map(({ id }) => Number(id));
});
afterAll(async () => {
  await test?.close();
  await world?.close();
});
beforeEach(async () => {
  await inPortal((tx) => tx.workflowRun.deleteMany({}));
  await inPortal((tx) => tx.workflowCollection.deleteMany({}));
});

/** A workflow is no admin; whole tables would wait for an approval otherwise. */
async function everybodyMayExport(): Promise<void> {
  const { policy, version } = await test.ask('get-settings', {});
  await test.ask('save-settings', { policy: { ...policy, rules: [], approval: { ...policy.approval, aboveRows: null } }, version });
}

function inPortal<T>(work: Parameters<typeof test.app.context.database.inPortal<T>>[1]): Promise<T> {
  return test.app.context.database.inPortal(PORTAL, work);
}

function enrol(objectId: number, inputFields: Record<string, string> = COMPANIES, change: { callbackId?: string; workflowId?: number } = {}): Promise<Execution> {
  const path = '/workflow-actions/export-table';
  return world.hubspot.workflows.enrol({ portalId: ACME, objectType: 'COMPANY', objectId, inputFields, actionUrl: `${CARD_ORIGIN}${path}`, deliverTo: `${test.origin}${path}`, ...change });
}

const open = () => inPortal((tx) => tx.workflowCollection.findMany({ where: { state: 'open' } }));

/** Lets the time of what is open be over, as the clock would; the queue's own order comes as well and finds nothing to do. */
async function timePasses(times = 1): Promise<void> {
  for (const { id } of await open()) {
    await inPortal((tx) => tx.workflowCollection.update({ where: { id }, data: { closesAt: new Date(0) } }));
    for (let count = 0; count < times; count += 1) await inPortal((tx) => test.app.context.queue.enqueue(tx, closeCollectionJob, { portalId: PORTAL, collectionId: id, attempt: 0 }));
  }
}

async function idsIn(execution: Execution): Promise<number[]> {
  return (parse(await downloadText(test, execution.outputs['link']!), { bom: true, columns: true }) as Record<string, string>[]).map((row) => Number(row['Record ID']));
}

describe('a workflow that collects', () => {
  it('makes one file of all records enrolled within the time, and each execution goes on with it (S2.8, W1)', async () => {
    const some = companies.slice(0, 12);
    const executions = await Promise.all(some.map((id) => enrol(id)));
    const { callbackId } = executions[0]!;
    const again = await enrol(some[0]!, COMPANIES, { callbackId });
    const twice = await enrol(some[1]!);
    expect(await open()).toMatchObject([{ records: 13 }]);

    await timePasses(2);
    await eventually(() => [...executions, twice].every(({ state }) => state === 'done'));

    expect(again).toBe(executions[0]);
    expect(await inPortal((tx) => tx.job.count())).toBe(1);
    expect((await idsIn(executions[5]!)).sort()).toEqual([...some].sort());
    for (const { outputs } of executions) expect(outputs).toMatchObject({ status: 'ready', rows: '12', size: executions[0]!.outputs['size'], link: expect.stringContaining('/files/') });
    expect(new Set(executions.map(({ outputs }) => outputs['link'])).size).toBe(12);
    await eventually(async () => (await inPortal((tx) => tx.workflowRun.findMany())).every(({ state }) => state === 'told'));
    expect(world.hubspot.workflows.refusals()).toEqual([]);
  });

  it('puts who comes late into the next file, and keeps workflows and choices apart', async () => {
    const [first, second, third, fourth] = companies;
    const early = await enrol(first!);
    await timePasses();
    await eventually(() => early.state === 'done');

    const late = await enrol(second!);
    const other = await enrol(third!, COMPANIES, { workflowId: 7_002 });
    const otherKind = await enrol(fourth!, { ...COMPANIES, format: 'jsonl' });
    expect(await open()).toHaveLength(3);
    await timePasses();
    await eventually(() => [late, other, otherKind].every(({ state }) => state === 'done'));

    expect([await idsIn(early), await idsIn(late), await idsIn(other)]).toEqual([[first], [second], [third]]);
  });

  it('goes on after a worker that died between the end of the time and the start of the file (F17)', async () => {
    const execution = await enrol(companies[20]!);
    await inPortal((tx) => tx.workflowCollection.updateMany({ data: { state: 'closing', closesAt: new Date(0) } }));
    const { id } = await inPortal((tx) => tx.workflowCollection.findFirstOrThrow());
    const late = await enrol(companies[21]!);

    await inPortal((tx) => test.app.context.queue.enqueue(tx, closeCollectionJob, { portalId: PORTAL, collectionId: id, attempt: 0 }));
    await eventually(() => execution.state === 'done');

    expect(await idsIn(execution)).toEqual([companies[20]]);
    expect(late.state).toBe('blocked');
  });

  it('tells every execution why when the file cannot be started, and says at once what cannot be collected', async () => {
    const [one, two] = await Promise.all([enrol(companies[30]!), enrol(companies[31]!)]);
    await inPortal((tx) => tx.$executeRaw`update workflow_collections set wanted = jsonb_set(wanted, '{table}', '"hubspot:nothing@portal"')`);
    await timePasses();
    await eventually(() => one.state === 'failed' && two.state === 'failed');

    expect(one.outputs).toMatchObject({ status: 'failed', message: expect.stringContaining('table') });
    const refused = [await enrol(companies[0]!, { ...COMPANIES, table: 'hubspot:deals@record' }), await enrol(companies[0]!, { ...COMPANIES, table: 'hubspot:contacts@portal' })];
    for (const { state, outputs } of refused) expect({ state, message: outputs['message'] }).toMatchObject({ state: 'failed', message: expect.stringContaining('a table of just such records') });
    expect(await open()).toEqual([]);
  });

  it('is full at 100,000 records: the next one opens the next file, and the full one is made at once (W1)', async () => {
    const full = await enrol(companies[50]!);
    await inPortal((tx) => tx.workflowCollection.updateMany({ data: { records: 100_000 } }));

    const next = await enrol(companies[51]!);
    await eventually(() => full.state === 'done');

    expect(await idsIn(full)).toEqual([companies[50]]);
    expect(await open()).toMatchObject([{ records: 1 }]);
    expect(next.state).toBe('blocked');
  });

  it('does not close before its time when the queue’s clock is ahead', async () => {
    const execution = await enrol(companies[40]!);
    const { id } = await inPortal((tx) => tx.workflowCollection.findFirstOrThrow());

    await closeCollectionJob.run(test.app.context, { portalId: PORTAL, collectionId: id, attempt: 0 }, AbortSignal.timeout(10_000));

    expect(await open()).toHaveLength(1);
    expect(execution.state).toBe('blocked');
  });
});
