import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isNotThere, localError } from './local-error.ts';

export type FoundFile = {
  readonly path: string;
  /** The path below the folder the walk began in, with `/` between names. */
  readonly name: string;
  readonly bytes: number;
  readonly modifiedMs: number;
};

/** All regular files below a folder, in the order S3 lists keys. A folder that is not there, or goes away meanwhile, holds none. */
export async function* walkFiles(folder: string, above = ''): AsyncGenerator<FoundFile, void, undefined> {
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    const name = above + entry.name;
    if (entry.isDirectory()) yield* walkFiles(path, `${name}/`);
    if (!entry.isFile()) continue;
    const found = await ifThere(stat(path));
    if (found) yield { path, name, bytes: found.size, modifiedMs: found.mtimeMs };
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = (await ifThere(readdir(folder, { withFileTypes: true }))) ?? [];
  return entries.sort((a, b) => (sortName(a) < sortName(b) ? -1 : 1));
}

/** S3 orders whole keys: what lies in folder `a` counts as `a/...`, behind `a-b` and `a.csv`. */
function sortName(entry: Dirent): string {
  return entry.isDirectory() ? `${entry.name}/` : entry.name;
}

async function ifThere<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (thrown) {
    if (isNotThere(thrown)) return null;
    throw localError(thrown);
  }
}
