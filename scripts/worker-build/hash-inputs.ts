import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a build is made of; the lock names the packages. */
const FOLDERS = ['server', 'src', 'hubspot-project/app/packages/contract', 'scripts/worker-build'];
const FILES = ['package.json', 'package-lock.json'];

/** A short name for the state of everything that the worker's program is built from. */
export async function hashInputs(root: string): Promise<string> {
  const sum = createHash('sha256');
  for (const file of [...FILES, ...(await Promise.all(FOLDERS.map((folder) => sources(root, folder)))).flat()]) {
    sum.update(file).update('\0').update(await readFile(join(root, file))).update('\0');
  }
  return sum.digest('hex').slice(0, 16);
}

async function sources(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true });
  return entries.map((entry) => join(folder, entry)).filter((entry) => !entry.includes('node_modules') && /\.(ts|mjs|json)$/.test(entry)).sort();
}
