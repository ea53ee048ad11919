import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refuseProduction } from '../../server/seed/refuse-production.ts';
import { seedRows } from '../../server/seed/seed-rows.ts';
import { installApp } from '../support/install-app.ts';
import { SAM, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const run = promisify(execFile);
let hubspot: TestHubSpot;
let test: TestApp;
beforeAll(async () => {
  hubspot = await startTestHubSpot(60);
  test = await startTestApp({ works: false, hubspotApiUrl: hubspot.apiUrl, hubspotAuthorizeUrl: hubspot.authorizeUrl });
  await installApp(test);
});
afterAll(async () => {
  await test?.close();
  await hubspot?.close();
});

async function seed(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, '..', '..', 'server', 'cli', 'seed.ts'), ...args], { env: { ...process.env, ...test.environment, NODE_ENV: 'development' } });
  return stdout;
}
const sam = ['--portal', SAM.portalId, '--user', SAM.userId, '--email', SAM.userEmail];
const seeded = async (): Promise<number> => (await hubspot.query<{ count: number }>(`select count(*)::int as count from hubspot.records where object_type = '0-1' and properties->>'email' like 'seed-3-%'`))[0]!.count;

it('npm run seed fills a portal with records, templates and exports, and a second run doubles no record', async () => {
  const first = await seed(...sam, '--contacts', '6', '--seed', '3');
  const once = await seeded();
  const second = await seed(...sam, '--contacts', '6', '--seed', '3');

  expect(first).toMatch(/^6 contacts are there, [1-9]\d* tickets, 2 companies and [1-9]\d* deals were made\n[1-3] exports started on contact \d+, [1-3] templates saved\n$/);
  expect(second).toContain('6 contacts are there, 0 tickets, 0 companies and 0 deals were made');
  expect(second).toContain('0 templates saved');
  expect([once, await seeded()]).toEqual([6, 6]);
  // Companies and deals hang on their contacts, and deals on the company, so that joined tables have something to show.
  const links = await hubspot.query<{ kinds: string; count: number }>(`select from_type || '>' || to_type as kinds, count(*)::int as count from hubspot.associations a
    join hubspot.records r on r.portal_id = a.portal_id and r.object_type = a.from_type and r.id = a.from_id
    where (r.properties->>'domain' like 'seed-3-%' or r.properties->>'dealname' like '%(3-%') and a.to_type in ('0-1', '0-2') group by 1 order by 1`);
  expect(links.map(({ kinds }) => kinds)).toEqual(['0-2>0-1', '0-3>0-1', '0-3>0-2']);
  expect((await test.ask('list-templates', {})).templates.map(({ name }) => name)).toContainEqual(expect.stringContaining('Seed: '));
  expect((await test.ask('list-jobs', {})).jobs.length).toBeGreaterThan(0);
}, 180_000);

it('explains itself, and makes the same people of the same number', async () => {
  expect(await seed('--help')).toContain('npm run seed -- --portal');
  expect(seedRows(7, 20)).toEqual(seedRows(7, 20));
  expect(seedRows(7, 20)).not.toEqual(seedRows(8, 20));
});

it('refuses production and accounts in which people work (S2.35)', () => {
  expect(refuseProduction({ accountType: 'DEVELOPER_TEST', nodeEnv: undefined })).toBeNull();
  expect(refuseProduction({ accountType: 'STANDARD', nodeEnv: undefined })).toContain('STANDARD');
  expect(refuseProduction({ accountType: null, nodeEnv: undefined })).toContain('developer test accounts');
  expect(refuseProduction({ accountType: 'DEVELOPER_TEST', nodeEnv: 'production' })).toContain('NODE_ENV=production');
});
