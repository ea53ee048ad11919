import { lend } from './lent-bytes.ts';

/** Buffers of one size that come back once they are used up. */
export type BufferPool = {
  readonly bufferBytes: number;
  take(): Buffer;
  /** The first `length` bytes of a buffer, lent: the buffer is taken again after they were given back. */
  lend(buffer: Buffer, length: number): Buffer;
};

/** Keeps at most `mostFree` buffers that nobody uses; others are left to the collector. */
export function createBufferPool(bufferBytes: number, mostFree: number): BufferPool {
  const free: Buffer[] = [];
  return {
    bufferBytes,
    take: () => free.pop() ?? Buffer.allocUnsafeSlow(bufferBytes),
    lend: (buffer, length) => lend(buffer.subarray(0, length), () => {
      if (buffer.length === bufferBytes && free.length < mostFree) free.push(buffer);
    }),
  };
}
