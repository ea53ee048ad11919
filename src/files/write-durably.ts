import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { giveBack } from '../core/bytes/lent-bytes.ts';
import type { PutStep } from './file-store.ts';
import { makeFolder } from './make-folder.ts';
import { syncFolder } from './sync-folder.ts';

/** The part of a file handle a write needs. */
export type WriteHandle = {
  writeFile(data: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
};

/** Where the driver touches the disk for writing; a test passes a disk that fills up. */
export type OpenForWriting = (path: string, flags: 'wx', mode: number) => Promise<WriteHandle>;

export type WriteTools = { readonly open: OpenForWriting; readonly randomUUID: () => string };

/** `~` is not in a key's alphabet: no file can have this name, and no listing shows it. */
const TEMPORARY = /^~[0-9a-f-]{36}\.tmp$/;

export function isTemporary(name: string): boolean {
  return TEMPORARY.test(name);
}

/**
 * Writes a file so that `target` never holds a part of it: all bytes are on the disk under a temporary name in the
 * same folder before the rename, and the folder is synced before the call returns.
 */
export async function writeDurably(tools: WriteTools, target: string, chunks: AsyncIterable<Uint8Array>, at: (step: PutStep) => void): Promise<void> {
  const folder = dirname(target);
  const temporary = join(folder, `~${tools.randomUUID()}.tmp`);
  await makeFolder(folder);
  try {
    await writeAll(await tools.open(temporary, 'wx', 0o600), chunks, at);
    await rename(temporary, target);
    at('named');
  } catch (thrown) {
    // The write's own failure is the one to report; a file that cannot be removed now is swept later.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw thrown;
  }
  await syncFolder(folder);
}

async function writeAll(handle: WriteHandle, chunks: AsyncIterable<Uint8Array>, at: (step: PutStep) => void): Promise<void> {
  try {
    for await (const chunk of chunks) {
      await handle.writeFile(chunk);
      giveBack(chunk);
    }
    at('written');
    await handle.sync();
    at('synced');
  } finally {
    // Before the rename: network disks report a full quota only here.
    await handle.close();
  }
}
