import type { AccountSettings, MailWishes } from '#contract';
import { quietMs } from '../policies/index.ts';

/** Two stretches of a day are left behind in three steps; where they leave no hour free, one day is waited at most. */
const MOST_STEPS = 4;
const MOST_MS = 24 * 3_600_000;

/** Milliseconds until neither the account's quiet hours hold, in its zone, nor the person's, in theirs. */
export function mailWait(account: AccountSettings, accountZone: string, wishes: MailWishes, now: number): number {
  let at = now;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const more = quietMs(account, at, accountZone) || quietMs({ notices: { quiet: wishes.quiet ?? null } }, at, wishes.timeZone);
    if (more === 0) break;
    at += more;
  }
  return Math.min(at - now, MOST_MS);
}
