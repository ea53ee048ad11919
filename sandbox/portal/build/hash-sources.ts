import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

const SKIPPED = new Set(['node_modules', 'dist', '.vite']);

/** One hash over the names and contents of all files below the directories, dependencies left out. */
export async function hashSources(directories: string[], extra: string): Promise<string> {
  const hash = createHash('sha256').update(extra);
  for (const directory of directories) {
    for (const file of await listFiles(directory)) {
      hash.update(`\0${relative(directory, file)}\0`).update(await readFile(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const nested = await Promise.all(
    entries
      .filter((entry) => !SKIPPED.has(entry.name))
      .map((entry) => {
        const path = join(directory, entry.name);
        if (entry.isDirectory()) return listFiles(path);
        return entry.isFile() ? [path] : [];
      }),
  );
  return nested.flat().sort();
}
