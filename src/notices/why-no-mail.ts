import type { AccountSettings, MailWishes, NoticeState } from '#contract';
import { LONG_MS, mayMail, wantsMail } from '../policies/index.ts';

export type WhyNoMail = NonNullable<NoticeState['why']>;

/** Why nobody is to get a mail about the end of an export that took so long; null when one is to go out. What went wrong is always told, where the address may be. */
export function whyNoMail(account: AccountSettings, wishes: MailWishes, kind: 'ready' | 'failed', tookMs: number, address: string): WhyNoMail | null {
  if (!mayMail(account, address)) return { reason: 'domain' };
  if (!wantsMail(account, kind, tookMs)) return account.notices.mail === 'never' ? { reason: 'never' } : { reason: 'shorter', minutes: LONG_MS / 60_000 };
  return kind === 'ready' && tookMs < wishes.quietMinutes * 60_000 ? { reason: 'shorter', minutes: wishes.quietMinutes } : null;
}
