import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGES = ['.', 'hubspot-project/app'];

/** A runnable build of a commit in a folder of its own: its files, its packages, its database client. Gives the folder. */
export function buildCommit(root: string, commit: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'siderail-upgrade-'));
  const files = execFileSync('git', ['archive', '--format=tar', commit], { cwd: root, maxBuffer: 1024 ** 3 });
  execFileSync('tar', ['-x', '-C', directory], { input: files });
  for (const folder of PACKAGES) {
    const lock = (base: string): string => readFileSync(join(base, folder, 'package-lock.json'), 'utf8');
    if (lock(root) === lock(directory)) symlinkSync(join(root, folder, 'node_modules'), join(directory, folder, 'node_modules'));
    else execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: join(directory, folder), stdio: 'inherit' });
  }
  execFileSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate', '--no-hints'], { cwd: directory, stdio: 'ignore' });
  return directory;
}
