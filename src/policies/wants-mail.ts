import type { AccountSettings } from '#contract';

/** An export of less than this ends while the person is still looking. */
export const LONG_MS = 120_000;

/** Whether the end of an export that took so long is told by mail. What went wrong always is. */
export function wantsMail({ notices }: AccountSettings, kind: 'ready' | 'failed', tookMs: number): boolean {
  if (kind === 'failed' || notices.mail === 'always') return true;
  return notices.mail === 'long' && tookMs > LONG_MS;
}
