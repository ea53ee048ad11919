import { AppError, type ErrorCode } from '../../core/errors/index.ts';
import type { BudgetName } from '../budget/request-budget.ts';
import type { ErrorEnvelope } from './error-envelope.ts';
import { retryAfterMs } from './retry-after-ms.ts';

/** What to do with an answer that is not a success. */
export type Verdict =
  /** HubSpot refused before doing anything: anything may be sent again after the wait, by nobody of this portal before. `atMost`: how long, HubSpot did not say. */
  | { readonly do: 'wait'; readonly waitMs: number; readonly why: 'rate' | 'locked'; readonly atMost?: true }
  /** Nobody knows whether it was processed: only what may happen twice is sent again. `unsent`: it never left. */
  | { readonly do: 'repeat'; readonly error: AppError; readonly unsent?: true }
  | { readonly do: 'refresh'; readonly expired: boolean }
  /** The portal stays closed for longer than a call can wait. */
  | { readonly do: 'postpone'; readonly afterMs: number; readonly error: AppError }
  | { readonly do: 'fail'; readonly error: AppError };

export type FailedAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly envelope: ErrorEnvelope;
  readonly budget: BudgetName;
};

/** Statuses after which HubSpot's error guide or its usage guidelines allow another try. */
const PASSING = new Set([408, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527]);
const LONGEST_WAIT_MS = 30_000;
const WINDOW_MS = 10_000;
const DAILY_WAIT_MS = 15 * 60_000;

/**
 * The retry taxonomy.
 * Source: https://developers.hubspot.com/docs/api-reference/error-handling (read November 2026).
 */
export function judgeAnswer(answer: FailedAnswer): Verdict {
  const { status, envelope } = answer;
  if (status === 401) return { do: 'refresh', expired: envelope.category === 'EXPIRED_AUTHENTICATION' };
  if (status === 429) return judgeTooMany(answer);
  if (status === 423) return { do: 'wait', waitMs: Math.max(2_000, retryAfterMs(answer.headers.get('retry-after'), 60) ?? 0), why: 'locked' };
  if (status === 477) return waitOrPostpone(answer, retryAfterMs(answer.headers.get('retry-after')) ?? 60_000, 'hubspot.unavailable');
  if (PASSING.has(status)) return { do: 'repeat', error: failure(answer, 'hubspot.unavailable') };
  // A redirect would carry the token to an address nobody chose.
  if (status >= 300 && status < 400) return { do: 'fail', error: failure(answer, 'hubspot.unavailable') };
  if (status === 403) return { do: 'fail', error: failure(answer, envelope.category === 'MISSING_SCOPES' ? 'hubspot.missing_scope' : 'source.refused') };
  if (status === 404) return { do: 'fail', error: failure(answer, 'hubspot.not_found') };
  return { do: 'fail', error: failure(answer, 'hubspot.rejected') };
}

function judgeTooMany(answer: FailedAnswer): Verdict {
  const { category, errorType, policyName } = answer.envelope;
  const kind = policyName ?? errorType ?? category;
  // An import that is too large answers 429 as well; time does not cure it.
  if (kind !== null && policyName === null && !kind.startsWith('RATE_LIMIT')) return { do: 'fail', error: failure(answer, 'hubspot.rejected') };
  const header = answer.headers.get('retry-after');
  if (policyName === 'DAILY') return waitOrPostpone(answer, retryAfterMs(header) ?? DAILY_WAIT_MS, 'hubspot.rate_limited');
  const asked = retryAfterMs(header, 60);
  const secondly = policyName === null ? answer.budget === 'search' : policyName.startsWith('SECONDLY');
  if (asked !== null || secondly) return waitOrPostpone(answer, asked ?? 1_000, 'hubspot.rate_limited');
  return { do: 'wait', waitMs: WINDOW_MS, why: 'rate', atMost: true };
}

function waitOrPostpone(answer: FailedAnswer, waitMs: number, code: ErrorCode): Verdict {
  if (waitMs <= LONGEST_WAIT_MS) return { do: 'wait', waitMs, why: 'rate' };
  return { do: 'postpone', afterMs: waitMs, error: failure(answer, code, waitMs) };
}

function failure(answer: FailedAnswer, code: ErrorCode, afterMs?: number): AppError {
  const { category, subCategory, correlationId, codes } = answer.envelope;
  const said = [category, subCategory, ...codes].filter((word) => word !== null).join(' ');
  const detail = `HubSpot answered ${answer.status}${said === '' ? '' : ` ${said}`}${correlationId === null ? '' : `, correlation ${correlationId}`}`;
  return new AppError(code, afterMs === undefined ? { detail } : { detail, retry: { afterMs } });
}
