import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder.ts';

/** Creates a folder with its parents, readable by this user alone, and makes the new names durable. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const topmost = dirname(first);
  for (let parent = dirname(folder); parent.length >= topmost.length; parent = dirname(parent)) {
    await syncFolder(parent);
    if (parent === topmost) return;
  }
}
