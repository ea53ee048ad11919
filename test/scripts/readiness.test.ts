import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isGone } from '../../scripts/readiness/is-gone.ts';
import { ITEMS } from '../../scripts/readiness/items.ts';

const root = join(import.meta.dirname, '..', '..');

it('shows for every point of HubSpot’s checklists that is called met a file and the words in it that show it (M1)', () => {
  for (const item of ITEMS) {
    if (item.state !== 'met') continue;
    expect(item.evidence.length, item.asks).toBeGreaterThan(0);
    expect(item.evidence.filter((one) => isGone(root, one)), item.asks).toEqual([]);
    // Code alone shows nothing: somebody has to have tried it.
    expect(item.evidence.some((one) => /^test\//.test(one)), item.asks).toBe(true);
  }
});

it('says so when a file or a test that shows something is gone or has another name (M1)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'siderail-readiness-'));
  writeFileSync(join(folder, 'a.test.ts'), "it('keeps # apart', () => {});");

  expect(['a.test.ts', 'a.test.ts#keeps # apart', 'a.test.ts#keeps all apart', 'b.test.ts'].map((one) => isGone(folder, one))).toEqual([false, false, true, true]);
  rmSync(folder, { recursive: true });
});

it('prints each point once, and what is open as what it is', () => {
  const { status, stdout } = spawnSync(process.execPath, ['scripts/readiness.ts'], { cwd: root, encoding: 'utf8' });

  expect(status, stdout).toBe(0);
  const lines = stdout.split('\n');
  for (const { asks } of ITEMS) expect(lines.filter((line) => /^[✓✗…] /.test(line) && (line.slice(2) === asks || line.startsWith(`${asks}: `, 2))), asks).toHaveLength(1);
  for (const item of ITEMS) if (item.state !== 'met') expect(stdout).toContain(`${item.asks}: ${item.state}. ${item.note}`);
});
