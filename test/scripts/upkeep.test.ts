import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { judgeLicences } from '../../scripts/licences/judge-licences.ts';
import { ITEMS } from '../../scripts/readiness/items.ts';

const root = join(import.meta.dirname, '..', '..');

it('shows for every point of HubSpot’s checklists that is called met something that exists (M1)', () => {
  for (const item of ITEMS) {
    if (item.state !== 'met') continue;
    expect(item.evidence.length, item.asks).toBeGreaterThan(0);
    for (const path of item.evidence) expect(existsSync(join(root, path)), path).toBe(true);
  }
});

it('the routine of updates and advisories is written down, and names every folder that has packages of its own (S2.39)', () => {
  const routine = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').split('**Updating packages,**')[1] ?? '';
  const folders = spawnSync('git', ['ls-files', '*package-lock.json'], { cwd: root, encoding: 'utf8' }).stdout.trim().split('\n').map((file) => file.replace(/\/?package-lock\.json$/, '') || '.').filter((folder) => !folder.startsWith('bench/'));
  expect(folders).toEqual(expect.arrayContaining(['.', 'hubspot-project/app', 'sandbox']));
  for (const folder of folders) expect(routine, folder).toContain(`\`${folder.startsWith('tools/') ? 'tools/*' : folder}\``);
  for (const words of ['npm audit', 'npm outdated', '--ignore-scripts', 'npm run licences', 'npm test']) expect(routine).toContain(words);
});

it('ships no package whose licence is not on the list (T65)', () => {
  const { status, stdout } = spawnSync(process.execPath, ['scripts/licences.ts'], { cwd: root, encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.stringContaining('all allowed')]);
});

it('refuses a copyleft licence in what is shipped, an unknown one anywhere, and takes either of two (T65)', () => {
  const judged = judgeLicences({ 'node_modules/a': { license: 'GPL-3.0' }, 'node_modules/b': { license: 'MPL-2.0' }, 'node_modules/c': { license: 'MPL-2.0', dev: true }, 'node_modules/d': { dev: true }, 'node_modules/e': { license: '(GPL-2.0 OR MIT)' } }, false);
  expect(judged.map(({ allowed }) => allowed)).toEqual([false, false, true, false, true]);
});
