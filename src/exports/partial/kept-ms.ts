import type { Settings } from '../../context/index.ts';

const HOUR_MS = 3_600_000;

/** Until when what a stopped export had read is kept: of a failed one for its retry, of a cancelled one for second thoughts. */
export function keptMs(settings: Settings, state: 'failed' | 'cancelled'): number {
  return state === 'failed' ? settings.fileDays * 24 * HOUR_MS : settings.cancelledHours * HOUR_MS;
}
