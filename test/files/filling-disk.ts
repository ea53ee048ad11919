import { open } from 'node:fs/promises';
import type { OpenForWriting } from '../../src/files/write-durably.ts';

export type FillingDisk = { readonly open: OpenForWriting; readonly free: () => void };

/**
 * A real disk that is full after `room` bytes: the write that passes it stores what fits and fails as the kernel does.
 * A file that just fits fails when it is synced, as disks do that hand out space late.
 */
export function fillingDisk(room: number): FillingDisk {
  let left = room;
  const full = () => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', errno: -28, syscall: 'write' });
  return {
    free() {
      left = Infinity;
    },
    async open(path, flags, mode) {
      const handle = await open(path, flags, mode);
      return {
        async writeFile(data) {
          const fits = Math.min(left, data.byteLength);
          left -= fits;
          await handle.writeFile(data.subarray(0, fits));
          if (fits < data.byteLength) throw full();
        },
        async sync() {
          if (left === 0) throw full();
          await handle.sync();
        },
        close: () => handle.close(),
      };
    },
  };
}
