import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** Bytes that never repeat in step with any chunk or part size, so that a lost or swapped piece changes the checksum. */
export function sampleBytes(length: number, seed = 1): Uint8Array {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** The bytes in chunks of a size that divides nothing. */
export async function* inChunks(bytes: Uint8Array, size = 97_003): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

/** The bytes, then a failure of the place they come from. */
export async function* breakingAfter(bytes: Uint8Array, failure: Error): AsyncGenerator<Uint8Array, void, undefined> {
  yield* inChunks(bytes);
  throw failure;
}

/** The bytes, then silence: `reached` resolves when all were taken. */
export function stallingAfter(bytes: Uint8Array): { body: AsyncGenerator<Uint8Array>; reached: Promise<void> } {
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  async function* body(): AsyncGenerator<Uint8Array, void, undefined> {
    yield* inChunks(bytes);
    resolve();
    await new Promise<never>(() => undefined);
  }
  return { body: body(), reached };
}

/** Counts what is pulled from an endless source. */
export function endless(chunkBytes: number): { body: AsyncGenerator<Uint8Array>; pulled: () => number } {
  let pulled = 0;
  const chunk = sampleBytes(chunkBytes);
  async function* body(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      pulled += chunk.byteLength;
      yield chunk;
    }
  }
  return { body: body(), pulled: () => pulled };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export async function readAll(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Waits until a figure stands still, and answers it. */
export async function settled(figure: () => number): Promise<number> {
  let before = -1;
  while (before !== figure()) {
    before = figure();
    await sleep(150);
  }
  return before;
}
