import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const cache = mkdtempSync(join(tmpdir(), 'siderail-audit-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

type Advisories = Readonly<Record<string, string>>;

/** Runs it against a registry that knows these advisories, by package and severity; null: one that gives no lists. */
async function audit(known: Advisories | null): Promise<{ readonly code: number; readonly said: string; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const registry = createServer((request, response) => {
    if (known === null || request.method !== 'POST') return void response.writeHead(known === null ? 405 : 404).end();
    asked.push(request.url ?? '');
    request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(Object.fromEntries(
      Object.entries(known).map(([name, severity], id) => [name, [{ id: id + 1, url: `https://advisories.example/${name}`, title: `a hole in ${name}`, severity, vulnerable_versions: '*' }]]),
    ))));
  });
  registry.listen(0, '127.0.0.1');
  await once(registry, 'listening');
  const npm = { npm_config_registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`, npm_config_cache: cache, npm_config_fetch_retries: '0' };
  const child = spawn(process.execPath, ['scripts/audit.ts'], { cwd: root, env: { ...process.env, ...npm }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text; });
  const [code] = (await once(child, 'close')) as [number];
  registry.close();
  return { code, said, asked };
}

it('fails on a high advisory of a package that is shipped, by its name and where to read of it (T65, S2.39)', async () => {
  const { code, said } = await audit({ express: 'high' });

  expect(code, said).toBe(1);
  expect(said).toMatch(/✗ high {5}express .*a hole in express https:\/\/advisories\.example\/express/);
});

it('shows one of a tool and a mild one of what is shipped, and lets both pass (S2.39)', async () => {
  const { code, said, asked } = await audit({ vitest: 'critical', zod: 'moderate' });

  expect(code, said).toBe(0);
  expect(said).toMatch(/critical vitest/);
  expect(said).toMatch(/… moderate zod/);
  expect(asked.length).toBeGreaterThan(0);
});

it('does not call anything safe when the registry gives no list (T65)', async () => {
  const { code, said } = await audit(null);

  expect(code, said).toBe(2);
  expect(said).toContain('is not known');
  expect(said).not.toContain('✓');
});
