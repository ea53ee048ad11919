import type { FileStore } from '../files/index.ts';
import type { NewChunk, PartState } from './exports.store.ts';
import { readChunk } from './read-chunk.ts';

export type ChunkTrail = {
  /** A chunk is durable and checkpointed. */
  saved(chunk: NewChunk): void;
  /** A part has no further chunks. */
  partFinished(part: number): void;
  /** The chunks' bytes in file order, each as soon as those before it are there. Waits at its end for `release`. */
  readonly lines: AsyncIterable<Uint8Array>;
  /** What the chunks given out so far hold. */
  readonly counts: { rows: number; neutralised: number; replaced: number };
  /** Lets `lines` end. False when it would not be made of exactly these chunks, which are all of the sheet in file order. */
  release(chunks: readonly NewChunk[]): boolean;
};

/** Follows the reading of a sheet of `parts` parts, from what is staged already. */
export function followChunks(files: FileStore, parts: number, known: readonly PartState[], staged: readonly NewChunk[]): ChunkTrail {
  const waiting = new Map<string, NewChunk>();
  const finished = new Set(known.filter(({ done }) => done).map(({ part }) => part));
  const counts = { rows: 0, neutralised: 0, replaced: 0 };
  let final: readonly NewChunk[] | null = null;
  let news = Promise.withResolvers<void>();
  for (const chunk of staged) waiting.set(nameOf(chunk), chunk);

  function tell(): void {
    news.resolve();
    news = Promise.withResolvers();
  }

  /** Null when the part has no such chunk and gets none. */
  async function next(part: number, seq: number): Promise<NewChunk | null> {
    for (;;) {
      const chunk = waiting.get(nameOf({ part, seq }));
      if (chunk !== undefined) return chunk;
      if (finished.has(part)) return null;
      await news.promise;
    }
  }

  async function* lines(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let part = 0; part < parts; part += 1) {
      for (let seq = 0, chunk = await next(part, seq); chunk !== null; seq += 1, chunk = await next(part, seq)) {
        counts.rows += chunk.rows;
        counts.neutralised += chunk.neutralised;
        counts.replaced += chunk.replaced;
        yield* readChunk(files, chunk);
      }
    }
    while (final === null) await news.promise;
  }

  return {
    counts,
    lines: lines(),
    saved(chunk) {
      waiting.set(nameOf(chunk), chunk);
      tell();
    },
    partFinished(part) {
      finished.add(part);
      tell();
    },
    release(chunks) {
      const same = finished.size === parts && chunks.length === waiting.size && chunks.every((chunk) => waiting.get(nameOf(chunk))?.fileKey === chunk.fileKey);
      if (!same) return false;
      final = chunks;
      tell();
      return true;
    },
  };
}

function nameOf({ part, seq }: Pick<NewChunk, 'part' | 'seq'>): string {
  return `${part}-${seq}`;
}
