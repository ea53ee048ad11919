import { afterAll, beforeAll, expect, it } from 'vitest';
import { startFake, withSettings, type Fake } from './start-fake.ts';

let fake: Fake;
let token: string;
beforeAll(async () => {
  fake = await startFake();
  token = (await fake.install()).access;
});
afterAll(() => fake.stop());

const read = () => fake.call('GET', '/crm/objects/2026-09/contacts?limit=50', token);
const script = (then: Fake['hubspot']['settings']['faults'][number]['then'], times = 1) => withSettings(fake.hubspot, { faults: [{ match: { path: '/crm/objects/' }, times, then }] });

it('answers a scripted status, body and header as often as told, then works again (F6)', async () => {
  script({ status: 429, body: { policyName: 'DAILY' }, headers: { 'retry-after': '2' } }, 2);
  const answers = [await read(), await read(), await read()];

  expect(answers.map(({ status }) => status)).toEqual([429, 429, 200]);
  expect([answers[0]?.json.policyName, answers[0]?.headers.get('retry-after')]).toEqual(['DAILY', '2']);
});

it('sends the HTML page of an edge server (F7)', async () => {
  script('html-502');
  const answer = await read();

  expect([answer.status, answer.json]).toEqual([502, undefined]);
  expect(answer.text).toContain('502 Bad Gateway');
});

it('sends a complete answer with half of its JSON (F7)', async () => {
  script('truncate');
  const answer = await read();

  expect([answer.status, answer.json]).toEqual([200, undefined]);
  expect(answer.text.startsWith('{"results":[')).toBe(true);
});

it('breaks the connection before and in the middle of an answer (F7)', async () => {
  script('reset');
  await expect(read()).rejects.toThrow();
  script('reset-mid-body');
  await expect(read()).rejects.toThrow();
});

it('does the work and loses the answer, so that a blind retry would create twice', async () => {
  const create = () => fake.call('POST', '/crm/objects/2026-09/tasks', token, { properties: { hs_timestamp: '2026-11-22T00:00:00Z', hs_task_subject: 'Once' } });
  script('reset-after');
  await expect(create()).rejects.toThrow();

  const found = await fake.call('POST', '/crm/objects/2026-09/tasks/search', token, { filterGroups: [{ filters: [{ propertyName: 'hs_task_subject', operator: 'EQ', value: 'Once' }] }] });
  expect(found.json.total).toBe(1);
});

it('hangs without a byte until the client gives up (F8)', async () => {
  script('hang');
  const waiting = fetch(`${fake.apiUrl}/crm/objects/2026-09/contacts`, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(200) });

  await expect(waiting).rejects.toThrow(/timeout|aborted/i);
});

it('can strike the token endpoint, and is scripted over HTTP', async () => {
  const control = (path: string, body: unknown) => fetch(`${fake.pageUrl}/control${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  await control('/settings', { faults: [{ match: { method: 'POST', path: '^/oauth/' }, times: 1, then: 'html-502' }] });
  const first = await fake.token({ grant_type: 'refresh_token' });
  const second = await fake.token({ grant_type: 'refresh_token' });

  expect([first.status, second.status]).toEqual([502, 400]);
  expect((await control('/settings', { latencyMs: -1 })).status).toBe(400);
});

it('loses the app over the control route as if an admin removed it', async () => {
  const { access, refresh } = await fake.install();
  await fetch(`${fake.pageUrl}/control/uninstall`, { method: 'POST' });

  expect((await fake.call('GET', '/account-info/2026-09/details', access)).status).toBe(401);
  expect((await fake.token({ grant_type: 'refresh_token', refresh_token: refresh })).json.status).toBe('BAD_REFRESH_TOKEN');
});
