import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TableQuery } from '#contract';
import type { Certificate } from '../../src/exports/index.ts';
import { eventually } from '../support/eventually.ts';
import { installApp } from '../support/install-app.ts';
import { downloadText, jobIn } from '../support/numbers-app.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const COLUMNS = ['hs_object_id', 'email', 'phone', 'customer_number', 'city'];
let world: TestHubSpot;
let test: TestApp;
let onChunk: () => void = () => undefined;
beforeAll(async () => {
  world = await startTestHubSpot(2_600);
  test = await startTestApp({
    hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl, settings: { immediateRows: 0 },
    overrides: () => ({ crashPoint: (point) => { if (point === 'chunk-saved') onChunk(); } }),
  });
  await installApp(test);
});
afterAll(async () => {
  await test?.close();
  await world?.close();
});
afterEach(() => {
  onChunk = () => undefined;
  world.hubspot.settings.faults = [];
  world.hubspot.settings.latencyMs = 0;
});

async function exported() {
  const query: TableQuery = { record: { objectTypeId: '0-2', objectId: String(world.special.companyId) }, tableId: 'hubspot:contacts@portal', columns: COLUMNS, filters: [] };
  const { job } = await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query });
  const ready = await jobIn(test, job.id, 'ready', 60_000);
  const { url } = await test.ask('create-link', { jobId: job.id });
  // A phone number begins like a formula and got its apostrophe.
  const [, ...rows] = (parse(await downloadText(test, url), { bom: true }) as string[][]).map((row) => row.map((cell) => cell.replace(/^'/, '')));
  const certificate = (await (await fetch(`${test.origin}${new URL(url).pathname}/certificate`)).json()) as Certificate;
  const mail = await eventually(() => test.mail.mails.find(({ text }) => text.includes(ready.certificate.sha256)));
  const whole = await world.query<{ row: string[] }>(
    `select array[id::text, coalesce(properties->>'email', ''), coalesce(properties->>'phone', ''), coalesce(properties->>'customer_number', ''), coalesce(properties->>'city', '')] as row
     from hubspot.records where object_type = '0-1' and portal_id = 4711001 and archived_at is null order by id`);
  return { ready, rows, certificate, mail, whole: whole.map(({ row }) => row) };
}

describe('an export of which HubSpot takes a column away', () => {
  it('finishes with all other columns, and page, certificate and mail name the one that is empty (F11)', async () => {
    world.hubspot.settings.faults = [{ match: { path: 'properties=[^&]*phone' }, then: { status: 403, body: { status: 'error', category: 'FORBIDDEN' } } }];

    const { ready, rows, certificate, mail, whole } = await exported();

    expect(rows.map(([id, email, , number, city]) => [id, email, number, city])).toEqual(whole.map(([id, email, , number, city]) => [id, email, number, city]));
    expect(rows.every((row) => row[2] === '')).toBe(true);
    expect(ready.certificate).toMatchObject({ complete: false, written: 2_600, skipped: 0 });
    expect(certificate.sheets[0]!.columnProblems).toEqual([{ key: 'phone', title: 'Phone number', rows: 2_600, sentence: expect.stringContaining('“Phone number” is empty in 2,600 rows') }]);
    expect(mail.text).toContain('It is not complete. “Phone number” is empty in 2,600 rows');
  });

  it('archived while it runs: no cell shifts, and certificate and mail say it (T64)', async () => {
    world.hubspot.settings.latencyMs = 40;
    onChunk = () => {
      onChunk = () => undefined;
      void world.query(`update hubspot.properties set archived = true where name = 'customer_number'`).then(() => world.hubspot.forgetProperties());
    };

    const { rows, certificate, mail, whole } = await exported();

    expect(rows.map(([id, email, phone, , city]) => [id, email, phone, city])).toEqual(whole.map(([id, email, phone, , city]) => [id, email, phone, city]));
    for (const [at, row] of rows.entries()) expect(['', whole[at]![3]]).toContain(row[3]);
    expect(certificate).toMatchObject({ complete: false, sheets: [{ columnProblems: [{ key: 'customer_number', rows: null }] }] });
    expect(mail.text).toContain('“Customer number” was removed in HubSpot while the export ran');
  });
});
