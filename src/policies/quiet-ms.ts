import type { AccountSettings } from '#contract';

const DAY_MINUTES = 1_440;

/** Milliseconds until quiet hours are over, 0 outside them. Counts in wall-clock minutes of the time zone: where clocks change that night, a mail is an hour off. */
export function quietMs({ notices: { quiet } }: { readonly notices: Pick<AccountSettings['notices'], 'quiet'> }, now: number, timeZone: string): number {
  if (quiet === null || quiet.from === quiet.to) return 0;
  const minutes = minutesOfDay(now, timeZone);
  const length = (quiet.to - quiet.from + 24) % 24 * 60;
  const into = (minutes - quiet.from * 60 + DAY_MINUTES) % DAY_MINUTES;
  return into < length ? (length - into) * 60_000 - (now % 60_000) : 0;
}

function minutesOfDay(now: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: known(timeZone), hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(now);
  const part = (type: 'hour' | 'minute'): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
  return part('hour') * 60 + part('minute');
}

/** HubSpot names zones that this runtime may not know yet. */
function known(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
