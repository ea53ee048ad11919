import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import type { Execution, OfferedOptions } from '../../sandbox/hubspot/workflows/create-runner.ts';
import { eventually } from '../support/eventually.ts';
import { installApp } from '../support/install-app.ts';
import { downloadText } from '../support/numbers-app.ts';
import { CARD_ORIGIN, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const ACME = 4_711_001;
const OTHER = 4_711_002;
let world: TestHubSpot;
let test: TestApp;
let shared: string;
let mine: string;
beforeAll(async () => {
  world = await startTestHubSpot(60);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test);
  await installApp(test, { portalId: String(OTHER) });
  shared = await saved('Deals for the controller', true);
  mine = await saved('Sam’s own', false);
});
afterAll(async () => {
  await test?.close();
  await world?.close();
});

async function saved(name: string, isShared: boolean): Promise<string> {
  const query = { record: { objectTypeId: '0-2', objectId: String(world.special.companyId) } as const, tableId: 'hubspot:deals@record', columns: ['hs_object_id', 'dealname'], filters: [] };
  return (await test.ask('save-template', { name, shared: isShared, from: { kind: 'definition', definition: { query, format: 'csv', options: { delimiter: 'semicolon' } } } })).template.id;
}

function offered(q?: string, portalId = ACME): Promise<OfferedOptions> {
  const path = '/workflow-actions/options/templates';
  return world.hubspot.workflows.fetchOptions({ portalId, field: 'template', ...(q === undefined ? {} : { q }), optionsUrl: `${CARD_ORIGIN}${path}`, deliverTo: `${test.origin}${path}` });
}

function enrol(inputFields: Record<string, string>, objectId: number, portalId = ACME): Promise<Execution> {
  const path = '/workflow-actions/export-table';
  return world.hubspot.workflows.enrol({ portalId, objectType: 'COMPANY', objectId, inputFields, actionUrl: `${CARD_ORIGIN}${path}`, deliverTo: `${test.origin}${path}` });
}

describe('a workflow that runs a template', () => {
  it('offers the shared templates of the account to choose from, and nobody’s private ones (S2.8, W1)', async () => {
    expect(await offered()).toMatchObject({ status: 200, options: [{ label: 'Deals for the controller', value: shared }] });
    expect((await offered('CONTROL')).options).toHaveLength(1);
    expect((await offered('nothing such')).options).toEqual([]);
    expect(await offered(undefined, OTHER)).toEqual({ status: 200, options: [] });
    expect((await offered(undefined, 4_711_099)).status).toBe(400);
    expect((await fetch(`${test.origin}/workflow-actions/options/templates`, { method: 'POST', body: JSON.stringify({ origin: { portalId: ACME } }) })).status).toBe(401);
  });

  it('exports it for the enrolled record, with the template’s columns and format, and goes on with the file (W1)', async () => {
    const [company] = await world.query<{ id: string; deals: string[] }>(
      `select a.from_id::text as id, array_agg(a.to_id::text order by a.to_id) as deals from hubspot.associations a
       where a.portal_id = ${ACME} and a.from_type = '0-2' and a.to_type = '0-3' and a.from_id <> $1 group by a.from_id order by count(*) desc limit 1`, [world.special.companyId]);

    const execution = await enrol({ template: shared }, Number(company!.id));
    await eventually(() => execution.state === 'done');

    const rows = parse(await downloadText(test, execution.outputs['link']!), { bom: true, delimiter: ';', from_line: 2 }) as string[][];
    expect([...new Set(company!.deals)].every((id) => rows.some(([found]) => found === id))).toBe(true);
    expect(execution.outputs).toMatchObject({ status: 'ready', rows: String(rows.length) });
  });

  it('answers a private template, another account’s and one that never was alike, and the workflow goes on (T13)', async () => {
    const answers = [await enrol({ template: mine }, 77), await enrol({ template: '00000000-0000-4000-8000-000000000000' }, 77), await enrol({ template: shared }, 77, OTHER)];
    const nothing = await enrol({}, 77);

    for (const { state, outputs } of answers) expect({ state, outputs }).toEqual({ state: 'failed', outputs: answers[0]!.outputs });
    expect(answers[0]!.outputs['message']).toContain('There is no such template');
    expect(nothing.outputs['message']).toContain('neither a template nor a table');
  });
});
