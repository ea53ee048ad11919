import type { Posted } from '../core/net/index.ts';
import type { Outcome } from './define-kind.ts';

const MOST_WAIT_MS = 3_600_000;

/**
 * What an HTTP answer means for a message. A redirect is a refusal: whoever it leads to was not chosen. Between us and a
 * server a gateway may lose the answer (502, 504): then nobody knows. `accepted` gives the receipt of a 2xx, or null
 * when its body does not say that it was taken.
 */
export function judgeAnswer(posted: Posted, now: number, accepted: (status: number, body: string) => Outcome): Outcome {
  if (posted.state !== 'answered') return { state: posted.state === 'unknown' ? 'uncertain' : 'not_sent', reason: posted.reason };
  const { status, body } = posted;
  if (status >= 200 && status < 300) return accepted(status, body);
  if (status >= 300 && status < 400) return { state: 'not_sent', final: true, reason: 'The address leads to another one. Enter the address it leads to.' };
  if (status === 410) return { state: 'not_sent', final: true, gone: true, reason: 'The other side says that nothing is wanted there any more.' };
  if (status === 429) return { state: 'not_sent', reason: 'The other side asks us to slow down.', ...waitOf(posted.retryAfter, now) };
  if (status === 502 || status === 504) return { state: 'uncertain', reason: `The other side’s gateway got no answer (${status}).` };
  if (status >= 500 || status === 408) return { state: 'not_sent', reason: `The other side has a problem (${status}).`, ...waitOf(posted.retryAfter, now) };
  return { state: 'not_sent', final: true, reason: `The other side refuses it (${status}).` };
}

/** Seconds or a date (RFC 9110, 10.2.3); at most an hour. */
function waitOf(text: string | null, now: number): { readonly afterMs?: number } {
  if (text === null) return {};
  const ms = /^\d{1,6}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(ms) && ms > 0 ? { afterMs: Math.min(ms, MOST_WAIT_MS) } : {};
}
