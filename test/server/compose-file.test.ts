import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ensureWorker } from '../../scripts/worker-build/ensure-worker.ts';
import { readConfig, VARIABLES } from '../../server/config.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Every key we use, and no other: what is misspelt is refused here, where no container engine says so. */
const Service = z.strictObject({
  image: z.string(), build: z.literal('.').optional(), env_file: z.literal('siderail.env').optional(), command: z.array(z.string()).optional(), entrypoint: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(), init: z.literal(true).optional(), read_only: z.literal(true).optional(), tmpfs: z.array(z.string()).optional(),
  cap_drop: z.tuple([z.literal('ALL')]).optional(), security_opt: z.tuple([z.literal('no-new-privileges:true')]).optional(), restart: z.literal('unless-stopped').optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.enum(['service_healthy', 'service_started', 'service_completed_successfully']) })).optional(),
  healthcheck: z.strictObject({ test: z.tuple([z.literal('CMD')], z.string()), interval: z.string(), retries: z.number().optional() }).optional(),
  ports: z.array(z.string()).optional(), volumes: z.array(z.string()).optional(), stop_grace_period: z.string().optional(), cpu_shares: z.number().int().positive().optional(), deploy: z.strictObject({ replicas: z.number().int().positive() }).optional(),
});
const Compose = z.strictObject({ 'x-siderail': z.unknown(), services: z.record(z.string(), Service), volumes: z.record(z.string(), z.strictObject({})) });

const compose = Compose.parse(parse(read('compose.yaml'), { merge: true }));
const ours = Object.entries(compose.services).filter(([, { image }]) => image === 'siderail');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
/** What an operator fills in; the names are those of the example file. */
const FILLED: Readonly<Record<string, string>> = {
  PUBLIC_ORIGIN: 'https://siderail.acme.example', SMTP_URL: 'smtps://user:password@mail.acme.example:465', MAIL_FROM: 'exports@acme.example', HUBSPOT_APP_ID: '1',
  HUBSPOT_CLIENT_ID: 'client', HUBSPOT_CLIENT_SECRET: 'a-secret-of-enough-letters', SEALING_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
};
/** Read by libraries and the C library, not by us. */
const FOREIGN = /^(AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|MALLOC_ARENA_MAX|MALLOC_TRIM_THRESHOLD_)$/;

function environmentOf(name: string): Record<string, string> {
  const own = Object.entries(compose.services[name]!.environment ?? {}).map(([key, value]) => [key, value.replaceAll(/\$\{(\w+)(:\?[^}]*)?\}/g, 'filled-in')]);
  return { ...FILLED, ...Object.fromEntries(own) as Record<string, string> };
}

describe('the compose file', () => {
  it('starts web, workers and the migration, of one image, each with an environment that the app accepts', () => {
    expect(ours.map(([name]) => name)).toEqual(['migrate', 'web', 'worker']);
    const example = [...read('docs/siderail.env.example').matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]!);
    expect(example.sort()).toEqual(Object.keys(FILLED).sort());
    for (const [name] of ours) {
      const environment = environmentOf(name);
      for (const key of Object.keys(environment)) expect(VARIABLES.includes(key) || FOREIGN.test(key), `${name}: ${key}`).toBe(true);
      const config = readConfig(environment);
      expect(new URL(config.DATABASE_URL)).toMatchObject({ hostname: 'postgres', port: '5432', pathname: '/siderail' });
      expect(new URL(new URL(config.FILE_STORE).searchParams.get('endpoint')!)).toMatchObject({ hostname: 'store', port: '9000' });
    }
  });

  it('runs the very programs that npm runs, with the same flags', async () => {
    await ensureWorker(ROOT);
    for (const [name, script] of [['web', 'web'], ['worker', 'worker'], ['migrate', 'migrate']] as const) {
      const { command } = compose.services[name]!;
      expect(command!.join(' ')).toBe(scripts[script]);
      expect(existsSync(join(ROOT, command!.at(-1)!))).toBe(true);
    }
    // The same as the worker of npm start.
    expect(compose.services['worker']!.environment).toMatchObject({ MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '65536' });
    expect(compose.services['worker']!.deploy?.replicas).toBe(4);
    expect(compose.services['worker']!.cpu_shares).toBeLessThan(1_024);
  });

  it('asks for health where the app answers, and waits for what is said to be healthy', () => {
    const { PORT, METRICS_ADDR } = readConfig(environmentOf('web'));
    expect(compose.services['web']!.healthcheck!.test.join(' ')).toContain(`http://127.0.0.1:${PORT}/readyz`);
    expect(compose.services['worker']!.healthcheck!.test.join(' ')).toContain(`http://127.0.0.1:${METRICS_ADDR!.port}/readyz`);
    expect(read('Dockerfile')).toContain(`EXPOSE ${PORT}\n`);
    for (const [name, { depends_on: wanted = {} }] of Object.entries(compose.services)) {
      for (const [other, { condition }] of Object.entries(wanted)) {
        const found = compose.services[other];
        expect(found, `${name} waits for ${other}`).toBeDefined();
        if (condition === 'service_healthy') expect(found!.healthcheck, other).toBeDefined();
        // What never ends cannot be waited for to have ended.
        if (condition === 'service_completed_successfully') expect(found!.restart, other).toBeUndefined();
      }
    }
  });

  it('publishes one port, to this machine only, and no figures of the operator (T69)', () => {
    const published = Object.entries(compose.services).flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]));
    expect(published).toEqual([['web', '127.0.0.1:4701:4701']]);
  });

  it('gives our processes no more than they need, and ends them slower than they end themselves', () => {
    for (const [name, service] of ours) {
      expect(service, name).toMatchObject({ init: true, read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], tmpfs: ['/tmp'] });
      if (name !== 'migrate') expect([service.stop_grace_period, service.restart], name).toEqual(['15s', 'unless-stopped']);
    }
  });

  it('names only volumes and files that it declares, images of a fixed version, and no password', () => {
    for (const [name, { volumes = [], image }] of Object.entries(compose.services)) {
      for (const volume of volumes) {
        const source = volume.split(':')[0]!;
        if (source.startsWith('./')) expect(existsSync(join(ROOT, source)) && volume.endsWith(':ro'), `${name}: ${volume}`).toBe(true);
        else expect(Object.keys(compose.volumes), name).toContain(source);
      }
      if (image !== 'siderail') expect(image, name).toMatch(/:[A-Za-z0-9.-]*\d/);
    }
    const secrets = Object.values(compose.services).flatMap(({ environment = {} }) => Object.entries(environment)).filter(([key]) => /PASSWORD|SECRET|DATABASE_URL/.test(key));
    expect(secrets.length).toBeGreaterThan(5);
    for (const [key, value] of secrets) expect(value, key).toMatch(/\$\{SIDERAIL_(DB|STORE)_PASSWORD/);
  });
});
