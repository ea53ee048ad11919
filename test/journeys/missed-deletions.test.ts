import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Tx } from '../../src/core/db/index.ts';
import { sweepPortals } from '../../src/privacy/index.ts';
import { MATCH_PORTAL, startMatchWorld } from '../support/match-world.ts';
import type { MatchWorld } from '../support/match-world.ts';
import type { TestApp } from '../support/start-test-app.ts';

let world: MatchWorld;
let test: TestApp;
beforeAll(async () => {
  world = await startMatchWorld();
  ({ test } = world);
});
afterAll(() => world?.close());

const inOurs = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => test.app.context.database.inPortal(MATCH_PORTAL, work);

it('a deletion that no event told of ends the link as well: at once when its customer is linked to another company, else by the sweep that asks HubSpot (S4.29, F44)', async () => {
  const [taken, next, quiet, stays, there] = [await world.companyNo(64), await world.companyNo(65), await world.companyNo(66), await world.companyNo(67), await world.companyNo(68)];
  for (const [record, key] of [[taken, '84'], [quiet, '85'], [stays, '86'], [there, '87']] as const) await world.decide(record, { decision: 'link', key });
  expect((await world.decide(next, { decision: 'link', key: '87' })).reply).toMatchObject({ ok: false, error: { code: 'match.taken' } });
  await world.world.query('update hubspot.records set archived_at = now() where id = any ($1)', [[taken, quiet, stays].map(({ objectId }) => objectId)]);
  const sweep = async (): Promise<string[]> => {
    await test.app.context.database.pool.query('update sweep_line set next_at = now()').then(() => sweepPortals(test.app.context, new AbortController().signal));
    return (await inOurs((tx) => tx.recordLink.findMany({ where: { externalKey: { in: ['84', '85', '86', '87'] } }, orderBy: { externalKey: 'asc' } }))).map(({ objectId }) => objectId);
  };

  expect((await world.decide(next, { decision: 'link', key: '84' })).reply).toMatchObject({ ok: true, data: { key: '84' } });
  expect(await sweep()).toEqual([next, quiet, stays, there].map(({ objectId }) => objectId));
  await inOurs((tx) => tx.$executeRaw`update record_links set changed_at = changed_at - interval '4 days'`);
  // HubSpot is asked, and refuses to show one of them: that is no deletion.
  const { settings } = world.world.hubspot;
  settings.faults = [{ match: { path: `/0-2/${stays.objectId}[?]` }, then: { status: 403 } }];
  await sweep();
  settings.faults = [];
  expect((await inOurs((tx) => tx.$queryRaw<{ id: string }[]>`select object_id as id from record_changes where state = 'gone' and object_id = any (${[quiet, stays, there].map(({ objectId }) => objectId)})`)).map(({ id }) => id)).toEqual([quiet.objectId]);
  expect(await sweep()).toEqual([next, quiet, stays, there].map(({ objectId }) => objectId));
  world.world.hubspot.resetStats();
  await inOurs((tx) => tx.$executeRaw`update record_changes set seen_at = seen_at - interval '25 hours' where object_id = ${quiet.objectId}`);
  expect(await sweep()).toEqual([next, stays, there].map(({ objectId }) => objectId));
  // Whoever was asked for is not asked for again for three days.
  expect(world.world.hubspot.stats().portals['4711001']?.byFamily['objects-batch-read'] ?? 0).toBe(0);
});
