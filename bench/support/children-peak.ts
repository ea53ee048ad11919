import { readdirSync, readFileSync } from 'node:fs';
import { processUsage } from './process-usage.ts';

const EVERY_MS = 25;

/** Watches the processes a process starts and gives the highest peak any of them had, in MB, once told to stop; null where none was seen, as without /proc. */
export function watchChildrenPeak(pid: number | undefined): () => number | null {
  let peak = 0;
  const timer = setInterval(() => {
    for (const child of childrenOf(pid)) peak = Math.max(peak, processUsage(child)?.peakMb ?? 0);
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    return peak === 0 ? null : peak;
  };
}

function childrenOf(pid: number | undefined): number[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.flatMap((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number));
  } catch {
    return [];
  }
}
