import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { installApp } from '../support/install-app.ts';
import { exportRequest, jobIn } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

let world: TestHubSpot;
let test: TestApp;
beforeAll(async () => {
  world = await startTestHubSpot(60);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl, overrides: () => ({ sources: [numbersSource({ rows: 1_500, parts: 1, batch: 500 })] }) });
  await installApp(test);
});
afterAll(async () => {
  await test?.close();
  await world?.close();
});

it('makes one task with a reminder, for the person, in their language and on the record the export was asked for on', async () => {
  const { destination } = await test.ask('add-destination', { name: 'Task', settings: { kind: 'task' } });
  const request = exportRequest();
  const { job } = await test.ask('start-export', { ...request, reader: { language: 'de', locale: 'de-DE' }, query: { ...request.query, record: { objectTypeId: '0-2', objectId: String(world.special.companyId) } }, deliverTo: [destination.id] });
  await jobIn(test, job.id, 'ready');

  const delivery = await eventually(async () => {
    const [only] = (await test.ask('list-deliveries', { jobId: job.id })).deliveries;
    return only!.state === 'sent' || only!.state === 'failed' || only!.state === 'uncertain' ? only! : null;
  });

  expect(delivery).toMatchObject({ state: 'sent', attempts: 1, receipt: expect.stringMatching(/^Task \d+$/) });
  const tasks = await world.query<{ id: string; properties: Record<string, string> }>("select id::text, properties from hubspot.records where properties ->> 'hs_task_subject' like 'Export fertig:%'");
  expect(tasks).toHaveLength(1);
  expect(`Task ${tasks[0]!.id}`).toBe(delivery.receipt);
  expect(Number(tasks[0]!.properties['hs_task_reminders'])).toBeGreaterThan(Date.now());
  expect(tasks[0]!.properties['hubspot_owner_id']).toMatch(/^\d+$/);
  expect(tasks[0]!.properties['hs_task_body']).toContain('1.500 Zeilen');
});
