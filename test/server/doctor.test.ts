import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { VARIABLES } from '../../server/config.ts';
import { examine, type Patient } from '../../server/doctor/examine.ts';
import type { Finding } from '../../server/doctor/finding.ts';
import { eventually } from '../support/eventually.ts';
import { exportRequest, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { createEmptyDatabase } from '../support/test-database.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const DEAD = 'http://127.0.0.1:9';

/** The token endpoint as HubSpot answers: one client, one secret, no such refresh token. */
const tokenEndpoint = createServer((request, response) => {
  let body = '';
  request.on('data', (piece: Buffer) => { body += piece.toString(); });
  request.on('end', () => {
    const known = new URLSearchParams(body).get('client_secret') === environment['HUBSPOT_CLIENT_SECRET'];
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ status: known ? 'BAD_REFRESH_TOKEN' : 'BAD_CLIENT_SECRET', message: 'no' }));
  });
});

let test: TestApp;
let environment: Record<string, string>;
let folder: string;
beforeAll(async () => {
  test = await startNumbersApp(numbersSource({ rows: 10, parts: 1, batch: 10 }));
  tokenEndpoint.listen(0, '127.0.0.1');
  await once(tokenEndpoint, 'listening');
  folder = await mkdtemp(join(tmpdir(), 'siderail-doctor-'));
  environment = { ...test.environment, PUBLIC_ORIGIN: test.origin, HUBSPOT_API_URL: `http://127.0.0.1:${(tokenEndpoint.address() as AddressInfo).port}` };
});
afterAll(async () => {
  tokenEndpoint.close();
  await rm(folder, { recursive: true, force: true });
  await test.close();
});

function patient(change: Record<string, string> = {}, more: Partial<Patient> = {}): Patient {
  return { environment: { ...environment, ...change }, nodeVersion: 'v24.1.0', root: ROOT, now: Date.now, fetch, ...more };
}

async function troubles(change: Record<string, string>, more: Partial<Patient> = {}): Promise<(Finding & { ok: false })[]> {
  return (await examine(patient(change, more))).filter((finding): finding is Finding & { ok: false } => !finding.ok);
}

const named = (findings: readonly Finding[]): string[] => findings.map(({ what }) => what);
/** What speaks to the real HubSpot must not call out from a test. */
const offline: Partial<Patient> = { fetch: () => Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ENETUNREACH' }) })) };

describe('npm run doctor', () => {
  it('finds nothing wrong with a healthy app', async () => {
    expect(await eventually(async () => { const found = await troubles({}); return found.length === 0 ? found : null; })).toEqual([]);
  });

  // Any text is a NODE_ENV.
  it.each(VARIABLES.filter((name) => name !== 'NODE_ENV').map((name) => [name]))('names %s when its value cannot be used, with what to set', async (name) => {
    const bad = ['HUBSPOT_CLIENT_ID', 'FILE_STORE'].includes(name) ? '' : '!';

    const found = await troubles({ [name]: bad });

    const finding = found.find(({ what }) => what === name);
    expect(finding?.cause).not.toBe('');
    expect(finding?.fix).toContain(name === 'SEALING_KEYS' ? 'openssl' : name.startsWith('HUBSPOT_') && finding?.fix.startsWith('Copy') ? 'HubSpot' : name);
  });

  it('goes on with the rest when a variable is missing', async () => {
    const findings = await examine(patient({ SMTP_URL: '' }));

    expect(findings.find(({ what }) => what === 'SMTP_URL')).toMatchObject({ ok: false, cause: 'is missing' });
    expect(findings.find(({ what }) => what === 'Migrations')).toMatchObject({ ok: true });
  });

  it('says that Node.js is too old', async () => {
    expect(await troubles({}, { nodeVersion: 'v20.11.0' })).toMatchObject([{ what: 'Node.js', cause: 'v20.11.0 is too old' }]);
  });
});

describe('the database', () => {
  const withUrl = (change: (url: URL) => void): Record<string, string> => {
    const url = new URL(environment['DATABASE_URL']!);
    change(url);
    return { DATABASE_URL: url.toString() };
  };

  it.each<[string, (url: URL) => void]>([
    ['is not there', (url) => { url.port = '9'; }],
    ['refuses the password', (url) => { url.password = 'wrong-password-7f3a'; }],
    ['has no such database', (url) => { url.pathname = '/nowhere'; }],
  ])('that %s is told, without the password', async (_name, change) => {
    const found = await troubles(withUrl(change));

    expect(named(found)).toEqual(['Database reachable']);
    expect(found[0]!.fix).toContain('DATABASE_URL');
  });

  it('whose role can look into other portals is told (T16)', async () => {
    const admin = new URL(inject('testCluster').adminUrl);
    const found = await troubles(withUrl((url) => { url.username = admin.username; url.password = admin.password; }));

    expect(named(found)).toEqual(['Row-level security']);
  });

  it('without the migrations is told, with the command', async () => {
    const empty = await createEmptyDatabase();
    try {
      const found = await troubles({ DATABASE_URL: empty.url });

      expect(found.map(({ what, fix }) => [what, fix])).toEqual([['Migrations', 'npm run migrate']]);
    } finally {
      await empty.drop();
    }
  });

  it('whose clock is another is told', async () => {
    expect(named(await troubles({}, { now: () => Date.now() + 60_000 }))).toEqual(['Clock']);
  });

  it('that nobody works for, and whose jobs wait, is told', async () => {
    const idle = await startNumbersApp(numbersSource({ rows: 10, parts: 1, batch: 10 }), { works: false, settings: { immediateRows: 0 } });
    try {
      await idle.ask('start-export', exportRequest());
      await idle.app.context.database.inPortal(PortalId.parse('4711001'), (tx) => tx.$executeRaw`update jobs set ready_at = clock_timestamp() - interval '5 minutes'`);

      const found = await troubles({ DATABASE_URL: idle.environment['DATABASE_URL']! });

      expect(found.map(({ what, fix }) => [what, fix])).toEqual([['Workers', 'npm run worker'], ['Waiting jobs', 'npm run worker']]);
    } finally {
      await idle.close();
    }
  });
});

describe('what surrounds the app', () => {
  it('a file store that cannot be written is told', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, 'x');

    expect(named(await troubles({ FILE_STORE: join(file, 'below') }))).toEqual(['File store writable']);
  });

  it('a file store without room is told', async () => {
    expect(named(await troubles({ MIN_FREE_GB: '100000000' }))).toEqual(['File store room']);
  });

  it('a mail server that is not there is told', async () => {
    expect(named(await troubles({ SMTP_URL: 'smtp://127.0.0.1:9' }))).toEqual(['Mail server']);
  });

  it('a mail server that does not encrypt, so that no mail would go there, is told', async () => {
    const found = await troubles({ SMTP_URL: `${environment['SMTP_URL']!}?tls=required` });

    expect(found).toMatchObject([{ what: 'Mail server', cause: expect.stringContaining('does not encrypt'), fix: expect.stringContaining('smtps://') }]);
  });

  it('a mail server that refuses the password is told, without the password', async () => {
    const server = new SMTPServer({ allowInsecureAuth: true, disabledCommands: ['STARTTLS'], onAuth: (_auth, _session, done) => done(new Error('no')) });
    server.on('error', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    const { port } = server.server.address() as AddressInfo;

    const found = await troubles({ SMTP_URL: `smtp://postman:canary-mail-pass@127.0.0.1:${port}` });

    expect(found).toMatchObject([{ what: 'Mail server', cause: 'It refuses the user or the password' }]);
    expect(JSON.stringify(found)).not.toContain('canary');
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it('a public origin without HTTPS that nobody answers at is told', async () => {
    expect(named(await troubles({ PUBLIC_ORIGIN: 'http://siderail.invalid' }))).toEqual(['Environment armed', 'Public origin is HTTPS', 'Public origin answers']);
  });

  it('a public origin that leads to something else is told', async () => {
    expect(named(await troubles({ PUBLIC_ORIGIN: environment['HUBSPOT_API_URL']! }))).toEqual(['Public origin answers']);
  });

  it('HubSpot out of reach is told', async () => {
    expect(named(await troubles({ HUBSPOT_API_URL: DEAD }))).toEqual(['HubSpot reachable']);
  });

  it('credentials that HubSpot does not take are told', async () => {
    const found = await examine(patient({ HUBSPOT_API_URL: `${environment['HUBSPOT_API_URL']}`, HUBSPOT_CLIENT_SECRET: environment['HUBSPOT_CLIENT_SECRET']! }));
    expect(found.find(({ what }) => what === 'HubSpot credentials')).toMatchObject({ ok: true });

    const other = { ...environment, HUBSPOT_CLIENT_SECRET: 'another-secret-0123456789' };
    expect(named((await examine({ ...patient(), environment: other })).filter(({ ok }) => !ok))).toEqual(['HubSpot credentials']);
  });

  it('a secret that is still the previous one is told', async () => {
    expect(named(await troubles({ HUBSPOT_CLIENT_SECRET_PREVIOUS: environment['HUBSPOT_CLIENT_SECRET']! }))).toEqual(['Client secrets differ']);
  });
});

it('an API version of HubSpot that ends soon is told (S2.37)', async () => {
  const found = await troubles({ DATABASE_URL: '!' }, { now: () => Date.parse('2028-02-01T00:00:00Z') });

  expect(found.find(({ what }) => what === 'HubSpot API version')?.cause).toContain('36 more days');
});

describe('what speaks to the real HubSpot', () => {
  it('with the sandbox’s credentials, keys, addresses and placeholders is told of each', async () => {
    const found = await troubles({ HUBSPOT_API_URL: '', SEALING_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}` }, offline);

    expect(named(found)).toEqual(expect.arrayContaining(['MAIL_FROM', 'HUBSPOT_CLIENT_ID', 'HUBSPOT_CLIENT_SECRET', 'SEALING_KEYS', 'hsprofile.dev.json', 'hsprofile.prod.json']));
  });

  it('without its project files is told', async () => {
    expect(named(await troubles({}, { root: folder }))).toEqual(['hsproject.json']);
  });
});

describe('the command', () => {
  async function run(change: Record<string, string>): Promise<{ code: number; text: string }> {
    const child = spawn(process.execPath, ['server/cli/doctor.ts'], { cwd: ROOT, env: { PATH: process.env['PATH'] ?? '', ...environment, ...change } });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => { text += piece.toString(); });
    const [code] = (await once(child, 'close')) as [number];
    return { code, text };
  }

  it('ends with 0 when all is well, and shows every check', async () => {
    const { code, text } = await run({});

    expect(text).toContain('Everything is in order.');
    expect(code).toBe(0);
    for (const name of VARIABLES) expect(text).toContain(`✓ ${name}`);
  });

  it('ends with 1 when something is wrong, and never prints a secret', async () => {
    const key = randomBytes(32).toString('base64');
    const secret = `canary-${randomUUID()}`;
    const { code, text } = await run({
      DATABASE_URL: 'postgres://someone:canary-db-pass@127.0.0.1:9/x', SMTP_URL: 'smtp://someone:canary%2Dmail@127.0.0.1:9',
      HUBSPOT_CLIENT_SECRET: secret, HUBSPOT_CLIENT_SECRET_PREVIOUS: secret, SEALING_KEYS: `k1:${key}`, HUBSPOT_API_URL: DEAD,
    });

    expect(code).toBe(1);
    expect(text).toContain('✗ Database reachable');
    expect(text).not.toMatch(/canary/);
    expect(text).not.toContain(key);
  });
});
