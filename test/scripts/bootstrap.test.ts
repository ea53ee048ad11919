import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'bootstrap.mjs');
let project = '';

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'siderail-bootstrap-'));
  mkdirSync(join(project, 'scripts'));
  mkdirSync(join(project, 'bin'));
  copyFileSync(script, join(project, 'scripts', 'bootstrap.mjs'));
  write('package-lock.json', lockfile('1.0.0'));
  command('node', 'echo v24.21.0');
  command('npm', 'echo "$PWD: npm $*" >> "$CALLS"; echo "registry=$npm_config_registry omit=$npm_config_omit" >> "$CALLS"; mkdir -p node_modules/leaf; cp package-lock.json node_modules/.package-lock.json');
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

function lockfile(version: string): string {
  return JSON.stringify({ packages: { '': { name: 'x' }, 'node_modules/leaf': { version }, 'node_modules/other-platform': { version, optional: true } } });
}

function write(path: string, text: string): void {
  writeFileSync(join(project, path), text);
}

/** A stand-in on the path; the real ones would reach for the network. */
function command(name: string, body: string): void {
  write(join('bin', name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(project, 'bin', name), 0o755);
}

function bootstrap(extra: NodeJS.ProcessEnv = {}): { status: number | null; stderr: string; calls: string[] } {
  const calls = join(project, 'calls');
  rmSync(calls, { force: true });
  const env = { PATH: `${join(project, 'bin')}:/usr/bin:/bin`, CALLS: calls, ...extra };
  const { status, stderr } = spawnSync(process.execPath, [join(project, 'scripts', 'bootstrap.mjs')], { env, encoding: 'utf8' });
  return { status, stderr: stderr.trim(), calls: existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [] };
}

it('installs a fresh clone once, from the lockfile, and does nothing the second time', () => {
  const first = bootstrap();
  const second = bootstrap();

  expect(first.status).toBe(0);
  expect(first.calls[0]).toContain('npm ci --ignore-scripts --include=dev --include=optional');
  expect(second).toMatchObject({ status: 0, calls: [] });
});

it('installs again when the lockfile changed', () => {
  bootstrap();
  write('package-lock.json', lockfile('2.0.0'));

  expect(bootstrap().calls[0]).toContain('npm ci');
});

it('accepts what somebody installed by hand when it is what the lockfile asks for', () => {
  mkdirSync(join(project, 'node_modules', 'leaf'), { recursive: true });
  write('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/leaf': { version: '1.0.0' } } }));

  expect(bootstrap()).toMatchObject({ status: 0, calls: [] });
});

it('installs the cards, the sandbox and HubSpot’s checkers too, each from its own lockfile, and HubSpot’s large command line not', () => {
  for (const folder of ['hubspot-project/app', 'sandbox', 'tools/hubspot-check', 'tools/hubspot-cli']) {
    mkdirSync(join(project, folder), { recursive: true });
    write(join(folder, 'package-lock.json'), lockfile('1.0.0'));
  }

  const { calls } = bootstrap();

  expect(calls.filter((line) => line.includes('npm ci')).map((line) => line.split(':')[0])).toEqual([
    project,
    join(project, 'hubspot-project/app'),
    join(project, 'sandbox'),
    join(project, 'tools/hubspot-check'),
  ]);
});

it('keeps the settings of an outer npm away from the inner one, except the registry', () => {
  const { calls } = bootstrap({ npm_config_registry: 'https://registry.example', npm_config_omit: 'optional' });

  expect(calls[1]).toBe('registry=https://registry.example omit=');
});

it('says in one line that npm is missing', () => {
  rmSync(join(project, 'bin', 'npm'));
  symlinkSync('/bin/sh', join(project, 'bin', 'sh'));

  const { status, stderr } = bootstrap({ PATH: join(project, 'bin') });

  expect(status).toBe(1);
  expect(stderr).toBe('siderail: npm was not found: install it (it comes with Node) and run this again.');
});

it('says in one line which Node to install where none is packaged', () => {
  command('node', 'echo v20.20.2');

  const { status, stderr } = bootstrap();

  expect(status).toBe(1);
  expect(stderr).toMatch(/^siderail: Node 24 is not packaged for \S+ and the one on the path is v20\.20\.2: install Node 24 from https:\/\/nodejs\.org/);
});

it('puts the packaged Node first on the path even where npm left its program out', () => {
  const name = `node-${process.platform}-${process.arch}`;
  command('node', 'echo v20.20.2');
  command('npm', `mkdir -p node_modules/${name}/bin; printf '#!/bin/sh\\necho v24.21.0\\n' > node_modules/${name}/bin/node; chmod 755 node_modules/${name}/bin/node`);

  expect(bootstrap()).toMatchObject({ status: 0, stderr: '' });
});

it('accepts a Node 24 of the machine where none is packaged', () => {
  command('node', 'echo v26.1.0');

  expect(bootstrap().status).toBe(0);
});

it('stops when npm fails, and tries again the next time', () => {
  command('npm', 'echo "npm $*" >> "$CALLS"; exit 1');

  expect(bootstrap().stderr).toMatch(/^siderail: npm ci failed in/);
  expect(bootstrap().calls).toHaveLength(1);
});

it('takes over from a set-up that was killed', () => {
  mkdirSync(join(project, '.bootstrap-lock'));
  write('.bootstrap-lock/pid', '4194304');

  expect(bootstrap().status).toBe(0);
});
