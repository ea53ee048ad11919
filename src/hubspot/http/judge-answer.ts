import { AppError, type ErrorCode } from '../../core/errors/index.ts';
import type { BudgetName } from '../budget/request-budget.ts';
import type { ErrorEnvelope } from './error-envelope.ts';
import { retryAfterMs } from './retry-after-ms.ts';
import { RETRY_TABLE, type LimitKind, type RetryRule } from './retry-table.ts';

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

const LONGEST_WAIT_MS = 30_000;

/** What to do about an answer, by `RETRY_TABLE`. */
export function judgeAnswer(answer: FailedAnswer): Verdict {
  const rule = RETRY_TABLE.find((candidate) => fits(candidate, answer))!;
  switch (rule.then) {
    case 'refresh':
      return { do: 'refresh', expired: answer.envelope.category === 'EXPIRED_AUTHENTICATION' };
    case 'wait':
      return waitOrPostpone(answer, rule);
    case 'repeat':
    case 'fail':
      return { do: rule.then, error: failure(answer, rule.code) };
    default:
      return rule satisfies never;
  }
}

function fits(rule: RetryRule, answer: FailedAnswer): boolean {
  const { status, envelope } = answer;
  if (rule.status === 'redirect') return status >= 300 && status < 400;
  if (rule.status === 'other') return true;
  if (rule.status !== status) return false;
  return (rule.limit === undefined || rule.limit === limitOf(answer)) && (rule.category === undefined || rule.category === envelope.category);
}

function limitOf({ envelope, budget }: FailedAnswer): LimitKind {
  const { policyName, errorType, category } = envelope;
  if (policyName === null && !(errorType ?? category ?? 'RATE_LIMIT').startsWith('RATE_LIMIT')) return 'NOT_A_RATE';
  if (policyName === 'DAILY') return 'DAILY';
  const secondly = policyName === null ? budget === 'search' : policyName.startsWith('SECONDLY');
  return secondly ? 'SECONDLY' : 'ROLLING';
}

function waitOrPostpone(answer: FailedAnswer, rule: Extract<RetryRule, { then: 'wait' }>): Verdict {
  const asked = retryAfterMs(answer.headers.get('retry-after'), rule.mostSeconds);
  const { why } = rule;
  // The lock is the record's, not the portal's, and it lasts as long as it lasts.
  if (why === 'locked') return { do: 'wait', waitMs: Math.max(rule.ms, asked ?? 0), why };
  const waitMs = asked ?? rule.ms;
  if (waitMs > LONGEST_WAIT_MS) return { do: 'postpone', afterMs: waitMs, error: failure(answer, rule.code, waitMs) };
  return { do: 'wait', waitMs, why, ...(asked === null && rule.atMost === true ? { atMost: true } : {}) };
}

function failure(answer: FailedAnswer, code: ErrorCode, afterMs?: number): AppError {
  const { category, subCategory, correlationId, codes } = answer.envelope;
  const said = [category, subCategory, ...codes].filter((word) => word !== null).join(' ');
  const detail = `HubSpot answered ${answer.status}${said === '' ? '' : ` ${said}`}${correlationId === null ? '' : `, correlation ${correlationId}`}`;
  return new AppError(code, afterMs === undefined ? { detail } : { detail, retry: { afterMs } });
}
