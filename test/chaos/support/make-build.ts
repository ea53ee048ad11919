import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const FOLDERS = ['src', 'server', 'scripts', 'prisma', 'test/support', 'hubspot-project/app/packages/contract'];
const FILES = ['package.json', 'hsproject.json', 'tsconfig.json'];

export type Build = { readonly directory: string; drop(): void };

/** Another build of this very version, in a folder of its own: for a switch between builds where no history is at hand. */
export function copyBuild(): Build {
  const directory = mkdtempSync(join(tmpdir(), 'siderail-build-'));
  for (const part of [...FOLDERS, ...FILES]) cpSync(join(ROOT, part), join(directory, part), { recursive: true });
  for (const packages of ['node_modules', 'hubspot-project/app/node_modules']) if (existsSync(join(ROOT, packages))) symlinkSync(join(ROOT, packages), join(directory, packages));
  return { directory, drop: () => rmSync(directory, { recursive: true, force: true }) };
}
