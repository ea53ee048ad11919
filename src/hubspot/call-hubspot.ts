import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { HubSpotGatewayOptions } from './create-hubspot-gateway.ts';
import type { CallRequest } from './gateway.ts';
import { backoffMs } from './http/backoff-ms.ts';
import { readErrorEnvelope } from './http/error-envelope.ts';
import { judgeAnswer, type Verdict } from './http/judge-answer.ts';
import { parseAnswer } from './http/parse-answer.ts';
import { sendOnce } from './http/send-once.ts';
import { pause } from './pause.ts';

export type CallOptions = Omit<HubSpotGatewayOptions, 'timeoutMs'> & { readonly timeoutMs: number };

/** What one request led to. `facts` go into the log. */
type Round<T> =
  | { readonly done: true; readonly value: T }
  | { readonly done: false; readonly verdict: Verdict; readonly token: string; readonly facts: object };

const MOST_REPEATS = 4;
/** Being told to wait is no failure: a job is patient, a person is not. */
const MOST_WAITS = { person: 1, background: 20 } as const;
const LONGEST_WAIT_MS = { person: 2_500, background: 60_000 } as const;

/** The loop around one call: token, budget, request, verdict, until there is a value or an error. */
export async function callHubSpot<T>(options: CallOptions, portalId: PortalId, request: CallRequest<T>): Promise<T> {
  let repeats = 0;
  let waits = 0;
  let refreshed = false;
  for (;;) {
    const round = await sendRound(options, portalId, request);
    if (round.done) return round.value;
    const { verdict, token, facts } = round;
    const { method, path, budget, lane, signal } = request;
    options.log.warn({ portalId, method, path, lane, repeats, waits, verdict: verdict.do, ...facts }, 'HubSpot call did not succeed');

    switch (verdict.do) {
      case 'fail':
        throw verdict.error;
      case 'postpone':
        await options.budget.blockUntil(portalId, budget, verdict.afterMs);
        throw verdict.error;
      case 'refresh':
        if (refreshed) throw await refusedAgain(options, portalId, verdict.expired);
        refreshed = true;
        await options.tokens.refreshAfterExpiry(portalId, token);
        break;
      case 'wait': {
        waits += 1;
        const waitMs = waitOf(verdict, waits, options.random);
        if (verdict.why === 'rate') await options.budget.blockUntil(portalId, budget, waitMs);
        if (waits > MOST_WAITS[lane] || waitMs > LONGEST_WAIT_MS[lane]) throw askedToWait(waitMs);
        await pause(options.sleep, waitMs, signal);
        break;
      }
      case 'repeat':
        repeats += 1;
        if (repeats > MOST_REPEATS || !(request.repeatable || verdict.unsent)) throw verdict.error;
        await pause(options.sleep, backoffMs(repeats, options.random), signal);
        break;
      default:
        verdict satisfies never;
    }
  }
}

async function sendRound<T>(options: CallOptions, portalId: PortalId, request: CallRequest<T>): Promise<Round<T>> {
  // The budget first: a token read before a long wait could be expired when the request goes out.
  await options.budget.take(portalId, request.budget, request.lane, request.signal);
  const token = await options.tokens.accessToken(portalId, { signal: request.signal });
  request.onAttempt?.();
  const sent = await sendOnce(request, { apiUrl: options.apiUrl, fetch: options.fetch, timeoutMs: options.timeoutMs, token });
  if ('broken' in sent) {
    const verdict: Verdict = { do: 'repeat', error: sent.broken, ...(sent.unsent ? { unsent: true } : {}) };
    return { done: false, verdict, token, facts: { code: sent.broken.code } };
  }

  const { answer } = sent;
  if (answer.status < 200 || answer.status >= 300) {
    const envelope = readErrorEnvelope(answer.body);
    const { policyName, category, correlationId } = envelope;
    const verdict = judgeAnswer({ ...answer, envelope, budget: request.budget });
    return { done: false, verdict, token, facts: { status: answer.status, policyName, category, correlationId } };
  }
  const parsed = parseAnswer(answer.body, request.schema);
  if ('value' in parsed) return { done: true, value: parsed.value };
  return { done: false, verdict: { do: 'repeat', error: parsed.broken }, token, facts: { status: answer.status } };
}

/** A fresh token was refused as well: the grant is gone, unless HubSpot calls it expired, which time may cure. */
async function refusedAgain(options: CallOptions, portalId: PortalId, expired: boolean): Promise<AppError> {
  if (expired) return new AppError('hubspot.unavailable', { detail: 'HubSpot calls a token expired that was just refreshed' });
  await options.tokens.markNeedsReauth(portalId);
  return new AppError('portal.needs_reauth', { detail: 'HubSpot refused a token that was just refreshed' });
}

function waitOf(verdict: Extract<Verdict, { do: 'wait' }>, waits: number, random: () => number): number {
  if (verdict.why === 'locked') return Math.max(verdict.waitMs, backoffMs(waits, random)) + Math.round(500 * random());
  return Math.round(verdict.waitMs * (1 + 0.1 * random()));
}

function askedToWait(waitMs: number): AppError {
  return new AppError('hubspot.rate_limited', { detail: `HubSpot asked for ${waitMs} ms of patience`, retry: { afterMs: waitMs } });
}
