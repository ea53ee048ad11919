import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reply, RouteName, Routes } from '#contract';
import { PlainError } from '../../../../scripts/plain-error.ts';
import { startMailSink } from '../../../support/mail-sink.ts';
import type { MailSink } from '../../../support/mail-sink.ts';
import { signCardRequest } from '../../../support/sign-card-request.ts';
import { SAM } from '../../../support/start-test-app.ts';
import { startTestHubSpot } from '../../../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../../../support/start-test-hubspot.ts';
import { ensureBases } from './ensure-bases.ts';
import { startEngine } from './start-engine.ts';
import type { Engine } from './start-engine.ts';
import { startRelay } from './start-relay.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const PORT = 4701;
const PUBLIC_ORIGIN = `http://localhost:${PORT}`;
const [APP_ID, SECRET] = ['990001', 'sandbox-secret-0123456789abcdef'];

export type ContainerWorld = {
  readonly engine: Engine;
  /** Images that were made here in place of those of a registry. */
  readonly standIns: readonly string[];
  readonly origin: string;
  readonly hubspot: TestHubSpot;
  readonly mail: MailSink;
  /** `docker compose …` for the project's own compose file. */
  compose(...args: readonly string[]): string;
  /** Ids of a service's containers, stopped ones included. */
  containers(service: string): readonly string[];
  /** A field of `docker inspect`, as a Go template. */
  inspect(id: string, template: string): string;
  /** Runs a program in a container; gives its standard output. Throws when it fails. */
  run(id: string, ...command: readonly string[]): string;
  /** A signed card request to the published port. Throws with the error's words. */
  ask<Name extends RouteName>(name: Name, body: Routes[Name]['request']): Promise<Routes[Name]['response']>;
  close(): Promise<void>;
};

/**
 * The image built from the Dockerfile, and compose.yaml in a folder with an environment beside it, neither changed nor started.
 * HubSpot's stand-in with `contacts` contacts and a mail server run on this machine, where the containers reach them.
 */
export async function startContainerWorld(contacts: number, settings: Readonly<Record<string, string>>): Promise<ContainerWorld> {
  if (await answers(PORT)) throw new PlainError(`Port ${PORT} of this machine is taken, which compose.yaml publishes: stop what listens there (npm start?).`);
  const engine = await startEngine();
  const folder = mkdtempSync(join(tmpdir(), 'siderail-compose-'));
  const standIns = ensureBases(engine);
  engine.docker(['build', '--network', 'host', '--tag', 'siderail', '.'], ROOT);

  const [hubspot, mail] = await Promise.all([startTestHubSpot(contacts), startMailSink()]);
  const relays = await Promise.all([hubspot.apiUrl, mail.url].map((url) => startRelay(engine.hostAddress, Number(new URL(url).port))));
  const [api, smtp] = relays.map(({ port }) => `${engine.hostAddress}:${port}`);
  for (const file of ['compose.yaml', 'prisma/create-role.sh']) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file));
  }
  const lines = (values: Readonly<Record<string, string>>): string => Object.entries(values).map(([key, value]) => `${key}=${value}\n`).join('');
  writeFileSync(join(folder, '.env'), lines({ SIDERAIL_DB_PASSWORD: randomBytes(12).toString('hex'), SIDERAIL_STORE_PASSWORD: randomBytes(12).toString('hex') }));
  writeFileSync(join(folder, 'siderail.env'), lines({
    PUBLIC_ORIGIN, SMTP_URL: `smtp://${smtp}?tls=optional`, MAIL_FROM: 'exports@siderail.example', HUBSPOT_APP_ID: APP_ID, HUBSPOT_CLIENT_ID: 'sandbox-client', HUBSPOT_CLIENT_SECRET: SECRET,
    SEALING_KEYS: `k1:${randomBytes(32).toString('base64')}`, HUBSPOT_API_URL: `http://${api}`, HUBSPOT_AUTHORIZE_URL: hubspot.authorizeUrl, ...settings,
  }));
  const project = `siderail${randomBytes(4).toString('hex')}`;
  const origin = `http://127.0.0.1:${PORT}`;
  const compose = (...args: readonly string[]): string => engine.compose(['--file', 'compose.yaml', '--project-name', project, ...args], folder);

  async function ask<Name extends RouteName>(name: Name, body: Routes[Name]['request']): Promise<Routes[Name]['response']> {
    const text = JSON.stringify(body);
    const { pathAndQuery, headers } = signCardRequest({ publicOrigin: PUBLIC_ORIGIN, path: `/ui/${name}`, body: text, caller: SAM, appId: APP_ID, secret: SECRET, now: Date.now() });
    const reply = await (await fetch(`${origin}${pathAndQuery}`, { method: 'POST', headers, body: text })).json() as Reply<Routes[Name]['response']>;
    if (reply.ok) return reply.data;
    throw new Error(`${name}: ${reply.error.code} ${reply.error.message}`);
  }

  async function close(): Promise<void> {
    try {
      compose('down', '--volumes', '--timeout', '2');
    } finally {
      await Promise.all(relays.map((relay) => relay.close()));
      await mail.close();
      await hubspot.close();
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }

  return {
    engine, standIns, origin, hubspot, mail, compose, ask, close,
    containers: (service) => engine.docker(['ps', '--all', '--quiet', '--filter', `label=com.docker.compose.project=${project}`, '--filter', `label=com.docker.compose.service=${service}`]).split('\n').filter(Boolean),
    inspect: (id, template) => engine.docker(['inspect', '--format', template, id]),
    run: (id, ...command) => engine.docker(['exec', id, ...command]),
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => { socket.destroy(); resolve(true); }).once('error', () => resolve(false));
  });
}
