import type { Cell } from '#contract';

type Row = readonly Cell[];

export type BatchReader = {
  /** The first rows, at most `count`, without taking them. The same rows whatever the batches are. */
  first(count: number): Promise<readonly Row[]>;
  /** Whether another row is there; waits for it. `take` may then be called. */
  hasMore(): Promise<boolean>;
  /** Whether a row is at hand without waiting. */
  readonly atHand: () => boolean;
  take(): Row;
};

/** Rows one by one out of batches, without waiting for each. */
export function createBatchReader(batches: AsyncIterable<readonly Row[]>): BatchReader {
  const source = batches[Symbol.asyncIterator]();
  const ahead: (readonly Row[])[] = [];
  let at = 0;
  let ended = false;

  async function pull(): Promise<void> {
    const next = await source.next();
    if (next.done === true) ended = true;
    else if (next.value.length > 0) ahead.push(next.value);
  }

  return {
    async first(count) {
      let waiting = ahead.flat().slice(at);
      while (!ended && waiting.length < count) {
        await pull();
        waiting = ahead.flat().slice(at);
      }
      return waiting.slice(0, count);
    },
    async hasMore() {
      while (ahead.length === 0 && !ended) await pull();
      return ahead.length > 0;
    },
    atHand: () => ahead.length > 0,
    take() {
      const row = ahead[0]![at]!;
      at += 1;
      if (at === ahead[0]!.length) {
        ahead.shift();
        at = 0;
      }
      return row;
    },
  };
}
