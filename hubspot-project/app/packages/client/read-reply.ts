import type { Reply, WireError } from '@siderail/contract';
import { cardErrors } from './card-errors.ts';
import type { Outcome } from './outcome.ts';

type Answer = { readonly status: number; readonly json: unknown };

/**
 * Turns what came back into an outcome. HubSpot may hand over the backend's own status, or status 200 around an
 * envelope of its own when the backend did not answer properly; both are read by shape, never by status alone.
 */
export function readReply<T>(answer: Answer | null): Outcome<T> {
  if (answer === null) return { ok: false, error: cardErrors.noAnswer, uncertain: true };
  const reply = answer.json;
  if (isReply<T>(reply)) {
    if (reply.ok) return reply;
    return { ok: false, error: reply.error, uncertain: answer.status >= 500 };
  }
  if (answer.status === 429) return { ok: false, error: cardErrors.busy, uncertain: false };
  if (answer.status === 413) return { ok: false, error: cardErrors.tooLarge, uncertain: false };
  return { ok: false, error: cardErrors.unreadable, uncertain: true };
}

function isReply<T>(value: unknown): value is Reply<T> {
  if (!isObject(value)) return false;
  if (value['ok'] === true) return isObject(value['data']);
  return value['ok'] === false && isWireError(value['error']);
}

function isWireError(value: unknown): value is WireError {
  return isObject(value) && ['code', 'message', 'fix', 'supportCode'].every((key) => typeof value[key] === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
