import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reply, RouteName, Routes } from '#contract';
import { createApp } from '../../server/app.ts';
import { compose } from '../../server/compose.ts';
import type { App } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { createWebServer } from '../../server/create-web-server.ts';
import { startWorking } from '../../server/start-working.ts';
import type { Context } from '../../src/context/index.ts';
import { REQUIRED_SCOPES } from '../../src/installs/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { jobs } from '../../src/registry.ts';
import { startMailSink } from './mail-sink.ts';
import type { MailSink } from './mail-sink.ts';
import { signCardRequest } from './sign-card-request.ts';
import type { TestCaller } from './sign-card-request.ts';
import { createTestDatabase } from './test-database.ts';

export const SAM: TestCaller = { portalId: '4711001', userId: '501', userEmail: 'sam.seller@acme.example' };
export const CARD_ORIGIN = 'https://api.siderail.example';
const APP_ID = '990001';
const SECRET = 'sandbox-secret-0123456789abcdef';

export type TestApp = {
  readonly app: App;
  readonly origin: string;
  readonly mail: MailSink;
  readonly environment: Readonly<Record<string, string>>;
  /** Sends a signed card request and gives the reply with its HTTP status. */
  call<Name extends RouteName>(name: Name, body: Routes[Name]['request'], caller?: TestCaller): Promise<{ status: number; reply: Reply<Routes[Name]['response']> }>;
  /** The same, for callers that expect data. Throws with the error's words otherwise. */
  ask<Name extends RouteName>(name: Name, body: Routes[Name]['request'], caller?: TestCaller): Promise<Routes[Name]['response']>;
  /** Marks a portal as installed with a token that HubSpot's stand-in does not know; for tests without HubSpot. */
  pretendInstalled(portalId: string, installer?: string): Promise<void>;
  close(): Promise<void>;
};

export type TestAppOptions = {
  readonly hubspotApiUrl?: string;
  readonly hubspotAuthorizeUrl?: string;
  /** False: a web process only; jobs wait until somebody else works. */
  readonly works?: boolean;
  readonly overrides?: (app: App) => Partial<Context>;
  readonly settings?: Partial<Context['settings']>;
  /** What the environment says besides, or otherwise. Worker processes of this app get the same. */
  readonly environment?: Readonly<Record<string, string>>;
};

/** The whole server on a real socket with its own database, file folder and mail server; by default it also works jobs. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const nobody = await startNobody();
  const database = await createTestDatabase();
  const mail = await startMailSink();
  const files = await mkdtemp(join(tmpdir(), 'siderail-files-'));
  const environment: Record<string, string> = {
    DATABASE_URL: database.url,
    FILE_STORE: files,
    SMTP_URL: mail.url,
    MAIL_FROM: 'exports@siderail.example',
    PUBLIC_ORIGIN: 'http://localhost:4701',
    CARD_ORIGIN,
    HUBSPOT_APP_ID: APP_ID,
    HUBSPOT_CLIENT_ID: 'sandbox-client',
    HUBSPOT_CLIENT_SECRET: SECRET,
    HUBSPOT_API_URL: options.hubspotApiUrl ?? nobody.url,
    HUBSPOT_AUTHORIZE_URL: options.hubspotAuthorizeUrl ?? 'http://localhost:4700/oauth/authorize',
    SEALING_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    // Customers' databases of tests are on this machine.
    OUTBOUND_ALLOW: '127.0.0.0/8',
    // The machine's own disk is not what is tested.
    MIN_FREE_GB: '0',
    LOG_LEVEL: 'silent',
    ...options.environment,
  };
  const composed = await compose(readConfig(environment), 'worker');
  const settings = { ...composed.context.settings, ...options.settings };
  const app: App = { ...composed, context: { ...composed.context, settings, ...options.overrides?.(composed) } };
  const { context } = app;
  await context.queue.start(jobs.map((job) => job.queue));
  const line = options.works === false ? null : await startWorking(context);
  const server = createWebServer(createApp(app)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function call<Name extends RouteName>(name: Name, body: Routes[Name]['request'], caller = SAM): Promise<{ status: number; reply: Reply<Routes[Name]['response']> }> {
    const text = JSON.stringify(body);
    const { pathAndQuery, headers } = signCardRequest({ publicOrigin: CARD_ORIGIN, path: `/ui/${name}`, body: text, caller, appId: APP_ID, secret: SECRET, now: context.now() });
    const response = await fetch(`${origin}${pathAndQuery}`, { method: 'POST', headers, body: text });
    return { status: response.status, reply: (await response.json()) as Reply<Routes[Name]['response']> };
  }

  async function ask<Name extends RouteName>(name: Name, body: Routes[Name]['request'], caller = SAM): Promise<Routes[Name]['response']> {
    const { reply } = await call(name, body, caller);
    if (reply.ok) return reply.data;
    throw new Error(`${name}: ${reply.error.code} ${reply.error.message} (${reply.error.supportCode})`);
  }

  async function pretendInstalled(portal: string, installer = '501'): Promise<void> {
    const portalId = PortalId.parse(portal);
    const sealed = async (field: string): Promise<string> => context.sealer.seal(portalId, field, 'pretended');
    const data = { portalId: BigInt(portal), state: 'active', sealedAccessToken: await sealed('access_token'), sealedRefreshToken: await sealed('refresh_token') };
    await context.database.inPortal(portalId, (tx) => tx.install.create({
      data: { ...data, accessExpiresAt: new Date(context.now() + 1_800_000), scopes: [...REQUIRED_SCOPES], timeZone: 'UTC', currency: 'EUR', uiDomain: 'localhost', installedByUserId: installer },
    }));
  }

  async function close(): Promise<void> {
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
    await Promise.all([line?.stop(2_000), context.queue.stop(2_000)]);
    await app.close();
    await mail.close();
    await rm(files, { recursive: true, force: true });
    await database.drop();
    await nobody.close();
  }

  return { app, origin, mail, environment, call, ask, pretendInstalled, close };
}

/** A HubSpot that knows no record: for tests whose tables come from elsewhere. */
async function startNobody(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((_request, response) => response.writeHead(404, { 'content-type': 'application/json' }).end('{"status":"error","category":"OBJECT_NOT_FOUND","message":"resource not found"}'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}
