import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PACKAGE_FOLDERS } from '../../scripts/audit/package-folders.ts';
import { judgeLicences } from '../../scripts/licences/judge-licences.ts';

const root = join(import.meta.dirname, '..', '..');

it('the routine of updates and advisories is written down, and names every folder that has packages of its own (S2.39)', () => {
  const routine = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').split('**Updating packages,**')[1] ?? '';
  const folders = spawnSync('git', ['ls-files', '*package-lock.json'], { cwd: root, encoding: 'utf8' }).stdout.trim().split('\n').map((file) => file.replace(/\/?package-lock\.json$/, '') || '.').filter((folder) => !folder.startsWith('bench/'));
  expect(folders.toSorted()).toEqual(PACKAGE_FOLDERS.map(({ folder }) => folder).toSorted());
  for (const folder of folders) expect(routine, folder).toContain(`\`${folder.startsWith('tools/') ? 'tools/*' : folder}\``);
  for (const words of ['npm run audit', 'npm outdated', '--ignore-scripts', 'npm run licences', 'npm test']) expect(routine).toContain(words);
});

it('lists every package that is shipped, on servers and in cards, with version and checksum, and no tool (T65, S2.39)', () => {
  const { stdout } = spawnSync(process.execPath, ['scripts/sbom.ts'], { cwd: root, encoding: 'utf8', maxBuffer: 50_000_000 });
  const bill = JSON.parse(stdout) as { bomFormat: string; components: { 'bom-ref': string; hashes?: object[] }[] };
  const listed = new Map(bill.components.map((one) => [one['bom-ref'], one]));

  expect(bill.bomFormat).toBe('CycloneDX');
  for (const { folder } of PACKAGE_FOLDERS.filter(({ ships }) => ships)) {
    const { packages } = JSON.parse(readFileSync(join(root, folder, 'package-lock.json'), 'utf8')) as { packages: Record<string, { version?: string; dev?: boolean; link?: boolean }> };
    for (const [path, { version, dev, link }] of Object.entries(packages)) {
      if (!path.includes('node_modules/') || link === true || dev === true) continue;
      expect(listed.get(`${path.split('node_modules/').at(-1)}@${version}`)?.hashes?.length, path).toBe(1);
    }
  }
  expect([...listed.keys()].filter((ref) => /^(vitest|eslint|typescript-eslint|dependency-cruiser)@/.test(ref))).toEqual([]);
});

it('ships no package whose licence is not on the list (T65)', () => {
  const { status, stdout } = spawnSync(process.execPath, ['scripts/licences.ts'], { cwd: root, encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.stringContaining('all allowed')]);
});

it('refuses a copyleft licence in what is shipped, an unknown one anywhere, and takes either of two (T65)', () => {
  const judged = judgeLicences({ 'node_modules/a': { license: 'GPL-3.0' }, 'node_modules/b': { license: 'MPL-2.0' }, 'node_modules/c': { license: 'MPL-2.0', dev: true }, 'node_modules/d': { dev: true }, 'node_modules/e': { license: '(GPL-2.0 OR MIT)' } }, false);
  expect(judged.map(({ allowed }) => allowed)).toEqual([false, false, true, false, true]);
});
