import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../src/core/errors/index.ts';
import type { FileStore } from '../../src/files/index.ts';

const MEGABYTE = 1024 * 1024;
const SIZE = 64 * MEGABYTE;

export type SmallDisk = {
  readonly folder: string;
  /** What takes the place of the store's functions where no file system may be mounted: the same limit, counted. */
  readonly limited: (files: FileStore) => Partial<FileStore>;
  /** Fills the disk until `free` bytes are left. */
  fillUpTo(free: number): Promise<void>;
  makeRoom(): Promise<void>;
  free(): Promise<number>;
  remove(): Promise<void>;
};

/** A disk of 64 MB: a tmpfs where this process may mount one (root on Linux), else a folder whose limit is counted, which it says loudly. */
export async function makeSmallDisk(): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'siderail-disk-'));
  return mayMount(folder) ? realDisk(folder) : countedDisk(folder);
}

function mayMount(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m,mode=700', 'tmpfs', folder], { stdio: 'pipe' });
    return true;
  } catch (thrown) {
    console.error(`siderail: NO TMPFS COULD BE MOUNTED, so exports on a full disk are tested against a counted limit only. Run the tests as root on Linux. (${String(thrown).split('\n')[0]})`);
    return false;
  }
}

function realDisk(folder: string): SmallDisk {
  const ballast = join(folder, 'ballast');
  async function free(): Promise<number> {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  }
  return {
    folder,
    limited: () => ({}),
    async fillUpTo(left) {
      await writeFile(ballast, Buffer.alloc(Math.max(0, (await free()) - left)));
    },
    makeRoom: () => rm(ballast),
    free,
    async remove() {
      execFileSync('umount', ['--lazy', folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function countedDisk(folder: string): SmallDisk {
  let ballast = 0;
  async function free(): Promise<number> {
    const names = await readdir(folder, { recursive: true });
    const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).then((found) => (found.isFile() ? found.size : 0), () => 0)));
    return SIZE - ballast - sizes.reduce((sum, size) => sum + size, 0);
  }
  return {
    folder,
    limited: (files) => ({
      freeBytes: free,
      async put(key, body, options) {
        if ((await free()) >= MEGABYTE) return files.put(key, body, options);
        if (!(body instanceof Uint8Array)) await body[Symbol.asyncIterator]().return?.();
        throw new AppError('file.store_unavailable', { userMessage: 'The place where files are kept is full.' });
      },
    }),
    async fillUpTo(left) {
      ballast = (await free()) - left;
    },
    makeRoom: async () => { ballast = 0; },
    free,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
