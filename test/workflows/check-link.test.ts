import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Execution } from '../../sandbox/hubspot/workflows/create-runner.ts';
import { MATCH_PORTAL, ORDERS, startMatchWorld } from '../support/match-world.ts';
import type { MatchRecord, MatchWorld } from '../support/match-world.ts';
import { CARD_ORIGIN } from '../support/start-test-app.ts';

let matches: MatchWorld;
beforeAll(async () => { matches = await startMatchWorld(); });
afterAll(async () => matches?.close());

function check(record: MatchRecord, table = ORDERS): Promise<Execution> {
  const path = '/workflow-actions/check-link';
  return matches.world.hubspot.workflows.enrol({ portalId: Number(MATCH_PORTAL), objectType: 'COMPANY', objectId: Number(record.objectId), inputFields: { table }, actionUrl: `${CARD_ORIGIN}${path}`, deliverTo: `${matches.test.origin}${path}` });
}

it('tells a workflow what a record is in the other system: nothing yet, by its properties, linked, or gone (W5)', async () => {
  const northwind = await matches.company('Northwind Traders');
  const [customer] = await matches.truth<{ id: string; name: string }>(`select id::text, name from erp.customers where domain = 'company-7.example'`);

  expect(await check(northwind)).toMatchObject({ state: 'done', outputs: { status: 'ready', link: 'none', consistent: '', key: '', name: '' } });
  expect((await check(await matches.companyNo(7))).outputs).toMatchObject({ link: 'by_rule', key: customer!.id, name: customer!.name });
  await matches.decide(northwind, { decision: 'link', key: '2' });
  expect((await check(northwind)).outputs).toMatchObject({ link: 'linked', key: '2', name: 'Northwind Traders' });
  expect((await matches.show(northwind)).link).toMatchObject({ key: '2', byRule: false });
});

it('tells a workflow whether both systems say the same of a record, and in what they differ (W7)', async () => {
  const company = await matches.companyNo(9);
  const [customer] = await matches.truth<{ name: string }>(`select name from erp.customers where domain = 'company-9.example'`);
  await matches.setProperty(company, 'name', customer!.name.toUpperCase());
  const before = await check(company);
  await matches.setProperty(company, 'name', 'Quite Another Company');

  expect(before.outputs).toMatchObject({ link: 'by_rule', consistent: 'yes', differences: '' });
  expect((await check(company)).outputs).toMatchObject({ link: 'by_rule', consistent: 'no', differences: 'name' });
});

it('answers a table that is not there and one whose rows belong to nobody alike, and the workflow goes on', async () => {
  const company = await matches.companyNo(9);
  const unknown = await check(company, 'erp:nothing@record');

  expect(unknown).toMatchObject({ state: 'failed' });
  expect((await check(company, 'hubspot:contacts@record')).outputs).toEqual(unknown.outputs);
});
