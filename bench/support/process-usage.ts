import { readFileSync } from 'node:fs';

export type ProcessUsage = {
  /** Peak resident memory since the process began. */
  readonly peakMb: number;
  /** Processor seconds since the process began. */
  readonly cpuSeconds: number;
};

/** Linux counts processor time in hundredths of a second on every platform Node runs on. */
const TICKS_PER_SECOND = 100;

/** What a living process has used, by the kernel's own account. Null where there is no /proc. */
export function processUsage(pid: number | undefined): ProcessUsage | null {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    // The program's name stands in brackets and may hold blanks: count from behind it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (peak === undefined) return null;
    return { peakMb: Number(peak) / 1024, cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND };
  } catch {
    return null;
  }
}
