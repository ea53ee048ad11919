import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Execution } from '../../sandbox/hubspot/workflows/create-runner.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { installApp } from '../support/install-app.ts';
import { eventually } from '../support/eventually.ts';
import { downloadText } from '../support/numbers-app.ts';
import { brokenSource, expectedNumbers, numbersSource } from '../support/numbers-source.ts';
import type { NumbersSource } from '../support/numbers-source.ts';
import { CARD_ORIGIN, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const ACME = 4_711_001;
const PORTAL = PortalId.parse(String(ACME));
let hubspot: TestHubSpot;
let test: TestApp;
let source: NumbersSource;

beforeEach(async () => {
  hubspot = await startTestHubSpot(20);
  source = numbersSource({ rows: 1_000, parts: 1, batch: 250 });
  test = await startTestApp({ hubspotApiUrl: hubspot.apiUrl, hubspotAuthorizeUrl: hubspot.authorizeUrl, overrides: () => ({ sources: [source] }) });
  await installApp(test, { portalId: String(ACME) });
});
afterEach(async () => {
  await test?.close();
  await hubspot?.close();
});

function enrol(change: Partial<Parameters<TestHubSpot['hubspot']['workflows']['enrol']>[0]> = {}, action = 'export-table'): Promise<Execution> {
  const path = `/workflow-actions/${action}`;
  return hubspot.hubspot.workflows.enrol({ portalId: ACME, objectType: 'COMPANY', objectId: 77, inputFields: { table: 'hubspot:numbers@record', format: 'csv' }, actionUrl: `${CARD_ORIGIN}${path}`, deliverTo: `${test.origin}${path}`, ...change });
}

async function runs(): Promise<{ state: string; attempts: number; lastError: string | null }[]> {
  return test.app.context.database.inPortal(PORTAL, (tx) => tx.workflowRun.findMany({ select: { state: true, attempts: true, lastError: true }, orderBy: { createdAt: 'asc' } }));
}

describe('a workflow that exports a table', () => {
  it('waits, and goes on once with the link, the rows and the size of the complete file (S2.8, S1.8, W1)', async () => {
    const execution = await enrol();
    expect(execution).toMatchObject({ status: 200, state: 'blocked' });

    await eventually(() => execution.state === 'done');

    expect(execution.outputs).toMatchObject({ status: 'ready', rows: '1000', link: expect.stringContaining('/files/') });
    expect(await downloadText(test, execution.outputs['link']!)).toBe(expectedNumbers(1_000));
    expect(Number(execution.outputs['size'])).toBe(Buffer.byteLength(expectedNumbers(1_000)));
    await eventually(async () => (await runs())[0]?.state === 'told');
    expect(hubspot.hubspot.workflows.refusals()).toEqual([]);
    expect(test.mail.mails).toEqual([]);
  });

  it('makes one file when HubSpot calls twice for one execution, and refuses the same execution for something else (S2.8, W1)', async () => {
    const execution = await enrol();
    const { callbackId } = execution;
    await Promise.all([enrol({ callbackId, signature: 'v2' }), enrol({ callbackId })]);
    const other = await enrol({ callbackId, objectId: 78 });

    await eventually(() => execution.state === 'done');

    expect(other.status).toBe(400);
    const jobs = await test.app.context.database.inPortal(PORTAL, (tx) => tx.job.count());
    expect(jobs).toBe(1);
    expect(hubspot.hubspot.workflows.refusals()).toEqual([]);
  });

  it('goes on with the reason when the export fails (S2.8, W1)', async () => {
    source.beforeBatch = async () => { throw brokenSource(); };

    const execution = await enrol();
    await eventually(() => execution.state === 'failed');

    expect(execution.outputs).toMatchObject({ status: 'failed', message: expect.stringMatching(/refused.*Support code/s) });
  });

  it('is told once, later, when the first calls to HubSpot came to nothing (S2.8, W1)', async () => {
    const { workflows } = hubspot.hubspot;
    const complete = workflows.complete;
    let failures = 3;
    workflows.complete = (...call) => {
      failures -= 1;
      if (failures >= 0) throw new Error('HubSpot is down');
      return complete(...call);
    };

    const execution = await enrol();
    await eventually(async () => (await runs())[0]?.state === 'told', 90_000);

    expect(execution).toMatchObject({ state: 'done', outputs: { status: 'ready', rows: '1000' } });
    expect(failures).toBe(-1);
  }, 120_000);

  it('is told later when HubSpot does not answer, and not twice when the answer alone was lost (S2.8, W1)', async () => {
    const { workflows } = hubspot.hubspot;
    const complete = workflows.complete;
    let lost = 0;
    // It counts in HubSpot, and what the app hears is an error.
    workflows.complete = (portalId, callbackId, outputs) => {
      const refused = complete(portalId, callbackId, outputs);
      lost += 1;
      if (lost === 1) throw new Error('answer lost');
      return refused;
    };

    const execution = await enrol();
    await eventually(async () => (await runs())[0]?.state === 'uncertain');

    expect(execution.state).toBe('done');
    expect(lost).toBe(2);
  });

  it('does not call HubSpot when the workflow has stopped waiting: late (S2.8, W1)', async () => {
    let release: () => void = () => undefined;
    source.beforeBatch = () => new Promise((resolve) => { release = resolve; });
    const execution = await enrol();
    await test.app.context.database.inPortal(PORTAL, (tx) => tx.workflowRun.updateMany({ data: { expiresAt: new Date(0) } }));
    source.beforeBatch = async () => undefined;
    await eventually(() => { release(); return source.reads.length === 4; });

    await eventually(async () => (await runs())[0]?.state === 'late');

    expect(execution.state).toBe('blocked');
    expect(hubspot.hubspot.workflows.refusals()).toEqual([]);
  });

  it('tells many waiting workflows in one call, and one that HubSpot no longer knows keeps back none of them (S2.8, W1)', async () => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => { go = resolve; });
    source.beforeBatch = () => gate;
    const executions = await Promise.all([1, 2, 3].map((objectId) => enrol({ objectId })));
    executions[1]!.expiresAt = 0;
    go();

    await eventually(() => executions[0]!.state === 'done' && executions[2]!.state === 'done');
    await eventually(async () => (await runs()).every(({ state }) => state === 'told' || state === 'uncertain'));
    expect(executions[0]!.outputs['link']).not.toBe(executions[2]!.outputs['link']);
  });
});

describe('a call of a workflow action', () => {
  it('is refused unsigned, and for an account that has not installed the app', async () => {
    const path = '/workflow-actions/export-table';
    const unsigned = await fetch(`${test.origin}${path}`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    const elsewhere = await enrol({ portalId: 4_711_002 });
    const nobody = await enrol({ portalId: 4_711_099 });

    expect([unsigned.status, elsewhere.status, nobody.status]).toEqual([401, 400, 400]);
  });

  it('answers a table that is not there and one that only another account has alike, and the workflow goes on', async () => {
    const unknown = await enrol({ inputFields: { table: 'hubspot:nothing@record' } });
    const foreign = await enrol({ inputFields: { table: 'erp:orders@record' } });

    expect(unknown).toMatchObject({ status: 200, state: 'failed' });
    expect(foreign.outputs).toEqual(unknown.outputs);
  });

  it('gets a value of a table in its answer (W4)', async () => {
    const execution = await enrol({ inputFields: { table: 'hubspot:numbers@record', measure: 'count' } }, 'get-value');
    const refused = await enrol({ inputFields: { table: 'hubspot:numbers@record', measure: 'sum', column: 'n' } }, 'get-value');

    expect(execution).toMatchObject({ state: 'done', outputs: { value: '1000', number: '1000' } });
    expect(refused).toMatchObject({ state: 'failed', outputs: { message: expect.stringContaining('cannot be summed up') } });
  });

  it('tells open cards that linked data has changed (W3)', async () => {
    const execution = await enrol({ inputFields: {} }, 'refresh-record');

    expect(execution).toMatchObject({ state: 'done' });
    const changes = await test.app.context.database.inPortal(PORTAL, (tx) => tx.recordChange.findMany());
    expect(changes).toMatchObject([{ objectTypeId: '0-2', objectId: '77' }]);
  });
});
