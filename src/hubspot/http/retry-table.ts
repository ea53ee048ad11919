import type { ErrorCode } from '../../core/errors/index.ts';

/** Which kind of 429 an answer is: by `policyName`, and where that is missing by what else it says of itself. */
export type LimitKind = 'DAILY' | 'SECONDLY' | 'ROLLING' | 'NOT_A_RATE';

/**
 * What follows from an answer.
 * `wait`: HubSpot did nothing; anything may be sent again after `ms`, or after Retry-After where it is given (up to
 *   `mostSeconds` it is in seconds, above in milliseconds). Longer than a call can wait: the job goes back to the line.
 * `repeat`: nobody knows whether it was done; only what may happen twice is sent again, with growing pauses.
 * `refresh`: once, with a fresh token. `fail`: never again.
 */
export type RetryRule = { readonly status: number | 'redirect' | 'other'; readonly limit?: LimitKind; readonly category?: string } & (
  | { readonly then: 'wait'; readonly ms: number; readonly mostSeconds: number; readonly why: 'rate' | 'locked'; readonly atMost?: true; readonly code: ErrorCode }
  | { readonly then: 'repeat' | 'fail'; readonly code: ErrorCode }
  | { readonly then: 'refresh' }
);

const DAY_SECONDS = 86_400;
const repeat = (status: number): RetryRule => ({ status, then: 'repeat', code: 'hubspot.unavailable' });

/**
 * The retry taxonomy, one line for each status and kind of limit; the first line that fits counts.
 * Sources: https://developers.hubspot.com/docs/api-reference/error-handling and the usage guidelines (read November 2026).
 */
export const RETRY_TABLE: readonly RetryRule[] = [
  { status: 401, then: 'refresh' },
  { status: 403, category: 'MISSING_SCOPES', then: 'fail', code: 'hubspot.missing_scope' },
  { status: 403, then: 'fail', code: 'source.refused' },
  { status: 404, then: 'fail', code: 'hubspot.not_found' },
  repeat(408),
  // Locks of a busy upsert last two seconds.
  { status: 423, then: 'wait', ms: 2_000, mostSeconds: 60, why: 'locked', code: 'hubspot.unavailable' },
  { status: 429, limit: 'DAILY', then: 'wait', ms: 15 * 60_000, mostSeconds: DAY_SECONDS, why: 'rate', code: 'hubspot.rate_limited' },
  { status: 429, limit: 'SECONDLY', then: 'wait', ms: 1_000, mostSeconds: 60, why: 'rate', code: 'hubspot.rate_limited' },
  { status: 429, limit: 'ROLLING', then: 'wait', ms: 10_000, mostSeconds: 60, why: 'rate', atMost: true, code: 'hubspot.rate_limited' },
  // An import that is too large answers 429 as well; time does not cure it.
  { status: 429, limit: 'NOT_A_RATE', then: 'fail', code: 'hubspot.rejected' },
  // A migration to another data centre: Retry-After says how long, up to a day.
  { status: 477, then: 'wait', ms: 60_000, mostSeconds: DAY_SECONDS, why: 'rate', code: 'hubspot.unavailable' },
  ...[500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527].map(repeat),
  // A redirect would carry the token to an address nobody chose.
  { status: 'redirect', then: 'fail', code: 'hubspot.unavailable' },
  // 400, 409, 413, 414 and what else there may be.
  { status: 'other', then: 'fail', code: 'hubspot.rejected' },
];
