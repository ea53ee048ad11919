import { rm, stat, statfs, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createBufferPool } from '../core/bytes/buffer-pool.ts';
import { isFileKey, isFilePrefix, refusedKey } from './file-key.ts';
import type { FileKey, FilePrefix } from './file-key.ts';
import type { FileStore } from './file-store.ts';
import { isNotThere, localError } from './local-error.ts';
import { meterBody } from './meter-body.ts';
import { readLocalFile } from './read-local-file.ts';
import { syncFolder } from './sync-folder.ts';
import { walkFiles } from './walk-files.ts';
import { isTemporary, writeDurably } from './write-durably.ts';
import type { WriteTools } from './write-durably.ts';

const READ_BYTES = 256 * 1024;
const FREE_BUFFERS = 8;

/**
 * Files in a folder of this machine, or of a network disk shared by all workers. A key is a path below `root`.
 * Files are readable by this user alone.
 */
export function localFileStore(root: string, tools: WriteTools): FileStore {
  const pool = createBufferPool(READ_BYTES, FREE_BUFFERS);

  function pathOf(name: FileKey | FilePrefix): string {
    // The brand can be forged with a cast; a path outside the root cannot be allowed to depend on it.
    if (!isFilePrefix(name)) throw refusedKey();
    return join(root, ...name.split('/'));
  }

  function pathOfKey(key: FileKey): string {
    if (!isFileKey(key)) throw refusedKey();
    return pathOf(key);
  }

  return {
    async put(key, body, options = {}) {
      const path = pathOfKey(key);
      const meter = meterBody(body, options.signal);
      try {
        await writeDurably(tools, path, meter.chunks, options.at ?? ignore);
        return meter.stored();
      } catch (thrown) {
        meter.throwIfSourceFailed();
        throw localError(thrown);
      } finally {
        meter.close();
      }
    },

    async get(key, range) {
      return readLocalFile(pathOfKey(key), pool, range);
    },

    pathOf: pathOfKey,

    async stat(key) {
      const path = pathOfKey(key);
      const found = await stat(path).catch(unlessNotThere);
      return found?.isFile() ? { bytes: found.size } : null;
    },

    async delete(key) {
      const path = pathOfKey(key);
      if (await removed(path)) await syncFolder(dirname(path)).catch(unlessNotThere);
    },

    async deletePrefix(prefix) {
      const folder = pathOf(prefix);
      let count = 0;
      for await (const file of walkFiles(folder)) {
        const gone = await removed(file.path);
        if (gone && !isTemporary(lastName(file.name))) count += 1;
      }
      const isFolder = await stat(folder).then((found) => found.isDirectory(), () => false);
      if (isFolder) await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(unlessNotThere);
      await syncFolder(dirname(folder)).catch(unlessNotThere);
      return count;
    },

    async *list(prefix) {
      const folder = pathOf(prefix);
      for await (const file of walkFiles(folder)) {
        const key = `${prefix}/${file.name}`;
        if (isFileKey(key)) yield { key, bytes: file.bytes };
      }
    },

    async freeBytes() {
      const { bavail, bsize } = await statfs(root).catch((thrown: unknown) => {
        throw localError(thrown);
      });
      return bavail * bsize;
    },

    async sweepTemporary(olderThanMs, now) {
      let count = 0;
      for await (const file of walkFiles(join(root, 'portals'))) {
        if (!isTemporary(lastName(file.name)) || now - file.modifiedMs < olderThanMs) continue;
        if (await removed(file.path)) count += 1;
      }
      return count;
    },
  };
}

/** True when this call removed the file, false when it was gone already. */
async function removed(path: string): Promise<boolean> {
  try {
    await unlink(path);
    return true;
  } catch (thrown) {
    if (isNotThere(thrown)) return false;
    throw localError(thrown);
  }
}

function ignore(): void {}

function unlessNotThere(thrown: unknown): null {
  if (isNotThere(thrown)) return null;
  throw localError(thrown);
}

function lastName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
