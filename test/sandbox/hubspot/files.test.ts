import { afterAll, beforeAll, expect, it } from 'vitest';
import { allScopes, redirectUri, startFake, type Fake, type Wire } from './start-fake.ts';

const SCOPES = [...allScopes, 'files'];
let fake: Fake;
let token: string;
beforeAll(async () => {
  fake = await startFake({ app: { appId: 990001, clientId: 'sandbox-client', clientSecret: 'sandbox-secret', redirectUrls: [redirectUri], requiredScopes: ['oauth', 'crm.objects.contacts.read'], optionalScopes: SCOPES.slice(2) } });
  token = (await fake.install(4711001, SCOPES)).access;
});
afterAll(() => fake.stop());

async function upload(fileName: string, options: string): Promise<{ status: number; json: Wire }> {
  const body = new FormData();
  body.set('file', new Blob(['content']), fileName);
  for (const [name, value] of Object.entries({ fileName, folderPath: '/siderail', options })) body.set(name, value);
  const answer = await fetch(`${fake.apiUrl}/files/2026-09/files`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body });
  return { status: answer.status, json: await answer.json() };
}

it.each([['Orders.of.Acme.xlsx', 'Orders.of.Acme', 'xlsx'], ['README', 'README', '']])('an uploaded file %s is known by name and extension', async (fileName, name, extension) => {
  expect(await upload(fileName, '{"access":"PRIVATE"}')).toMatchObject({ status: 201, json: { name, extension, access: 'PRIVATE', size: 7 } });
});

it.each(['{"access":', '"PRIVATE"', '{}', '{"access":"SECRET"}'])('options that are none are the sender’s mistake: %s', async (options) => {
  expect(await upload('a.csv', options)).toMatchObject({ status: 400, json: { category: 'VALIDATION_ERROR' } });
});
