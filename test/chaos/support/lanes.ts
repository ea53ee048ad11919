import type { Lane } from './lane.ts';

/** Lends each lane to one test at a time. */
export type Lanes = { use<T>(work: (lane: Lane) => Promise<T>): Promise<T>; close(): Promise<void> };

export function shareLanes(lanes: readonly Lane[]): Lanes {
  const free = [...lanes];
  const waiting: ((lane: Lane) => void)[] = [];

  function giveBack(lane: Lane): void {
    const next = waiting.shift();
    if (next === undefined) free.push(lane);
    else next(lane);
  }

  return {
    async use(work) {
      const lane = free.pop() ?? (await new Promise<Lane>((resolve) => waiting.push(resolve)));
      try {
        return await work(lane);
      } finally {
        giveBack(lane);
      }
    },
    async close() {
      for (const lane of lanes) await lane.close();
    },
  };
}
