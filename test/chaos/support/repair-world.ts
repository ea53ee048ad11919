import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { DEFAULT_POLICY } from '../../../src/policies/index.ts';
import { eventually } from '../../support/eventually.ts';
import { SAM } from '../../support/start-test-app.ts';
import { startChaosWorld } from './chaos-world.ts';
import type { ChaosWorld, Kind } from './chaos-world.ts';

export type RepairWorld = ChaosWorld & {
  /** A list of left-out deals that is sent back with new values; each time of another export, so often as was asked for. */
  readonly repair: Kind;
  readonly deals: readonly string[];
  /** Everything HubSpot was told about the deals since the last repair began, as `deal name`, in order. */
  written(): Promise<string[]>;
  held(): Promise<string[]>;
  /** As if a colleague had worked in HubSpot. */
  change(deal: string, name: string): Promise<void>;
};

const DEALS = 2;
export const NEW_NAMES = ['Corrected 0', 'Corrected 1'];

/** A world whose exports have left deals out, each ready for a repair. */
export async function startRepairWorld(repairs: number): Promise<RepairWorld> {
  const world = await startChaosWorld({ rows: 5, hubspot: true });
  const { test, hubspot } = world;
  if (hubspot === null) throw new Error('no HubSpot');
  const record = { objectTypeId: '0-2' as const, objectId: String(hubspot.special.companyId) };
  const query: Kind['query'] = { record, tableId: 'hubspot:deals@record', columns: ['dealname', 'amount', 'hs_object_id'], filters: [] };
  const { version, account } = await test.ask('get-settings', {});
  await test.ask('save-settings', { version, policy: DEFAULT_POLICY, account: { ...account, settable: { who: 'everybody', properties: ['deals.dealname'] } } });
  const deals = (await test.ask('view-table', { query: { ...query, columns: [] } })).rows.slice(0, DEALS).map(({ key }) => key);

  const archive = (at: string): Promise<unknown> => hubspot.query(`update hubspot.records set archived_at = ${at} where object_type = '0-3' and id = any ($1::bigint[])`, [deals]);
  await archive('now()');
  const firsts: string[] = [];
  for (let each = 0; each < repairs; each += 1) firsts.push((await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query })).job.id);
  const worker = await world.worker();
  await eventually(async () => (await test.ask('list-jobs', {})).jobs.every(({ state }) => state === 'ready'), 120_000);
  await worker.kill();
  await archive('null');
  await hubspot.query(`
    create table hubspot.seen_writes (n serial, id bigint, name text);
    create function hubspot.see_write() returns trigger language plpgsql as $$ begin insert into hubspot.seen_writes (id, name) values (new.id, new.properties ->> 'dealname'); return new; end $$;
    create trigger see_write after update on hubspot.records for each row when (new.object_type = '0-3') execute function hubspot.see_write();`);

  const change = async (deal: string, name: string): Promise<void> => {
    await hubspot.query(`update hubspot.records set properties = properties || jsonb_build_object('dealname', $2::text) where object_type = '0-3' and id = $1`, [deal, name]);
  };

  async function begin(): Promise<string> {
    for (const [at, deal] of deals.entries()) await change(deal, `Deal ${at}`);
    const first = firsts.shift();
    if (first === undefined) throw new Error('no export is left to repair');
    const path = new URL((await test.ask('create-repair-link', { jobId: first })).url).pathname;
    const [titles = [], ...rows] = parse(await (await fetch(`${test.origin}${path}/list-0.csv`)).text(), { bom: true }) as string[][];
    const name = titles.findIndex((title) => title.startsWith('✎ Deal name'));
    const corrected = [titles, ...rows.map((row) => row.with(name, NEW_NAMES[deals.indexOf(row[0]!)]!))];
    const form = new FormData();
    form.set('file', new Blob([corrected.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')]), 'list.csv');
    await hubspot!.query('truncate hubspot.seen_writes');
    const answer = await fetch(`${test.origin}${path}`, { method: 'POST', body: form });
    if (!(await answer.text()).includes('The new values are being written')) throw new Error(`the list was not taken: ${answer.status}`);
    return eventually(async () => (await test.ask('get-job', { jobId: first })).job.repairedBy);
  }

  return {
    ...world, deals, change,
    repair: { name: 'a repair', caller: SAM, format: 'csv', query, begin },
    written: async () => (await hubspot.query<{ text: string }>(`select id || ' ' || name as text from hubspot.seen_writes order by n`)).map(({ text }) => text),
    held: async () => {
      const rows = await hubspot.query<{ id: string; name: string }>(`select id::text, properties ->> 'dealname' as name from hubspot.records where object_type = '0-3' and id = any ($1::bigint[])`, [deals]);
      return deals.map((deal) => rows.find(({ id }) => id === deal)!.name);
    },
  };
}
