import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { featureOf } from './breaker/feature-of.ts';
import type { GrantedCall } from './budget/request-budget.ts';
import type { CallPurpose } from './call-meter.ts';
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
const FIRST_WAIT_MS = 2_000;
/** Tokens are renewed two minutes before they end. */
const TOKEN_FRESH_MS = 30_000;
/** Being told to wait is no failure: a job is patient, a person is not. */
const MOST_WAITS = { person: 1, background: 20 } as const;
const LONGEST_WAIT_MS = { person: 2_500, background: 60_000 } as const;

/** The loop around one call: token, budget, request, verdict, until there is a value or an error. */
export async function callHubSpot<T>(options: CallOptions, portalId: PortalId, request: CallRequest<T>): Promise<T> {
  let repeats = 0;
  let waits = 0;
  let refreshed = false;
  options.meter?.request(portalId, purposeOf(request));
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
        if (refreshed) throw await refusedAgain(options, portalId, token, verdict.expired);
        refreshed = await refreshOrWait(options, portalId, { token, repeats, signal });
        if (!refreshed) repeats += 1;
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
        if (!(request.repeatable || verdict.unsent)) {
          if (request.settle === undefined) throw verdict.error;
          const settled = await request.settle(verdict.error);
          if (settled !== null) return settled.value;
        }
        if (repeats > MOST_REPEATS) throw verdict.error;
        await pause(options.sleep, backoffMs(repeats, options.random), signal);
        break;
      default:
        verdict satisfies never;
    }
  }
}

async function sendRound<T>(options: CallOptions, portalId: PortalId, request: CallRequest<T>): Promise<Round<T>> {
  const feature = featureOf(request.method, request.path);
  await options.breaker?.check(portalId, feature);
  // The token first: looking it up behind the grant would make the call late. Behind a long wait it is looked up again.
  let looked = await lookUp(options, portalId, request.signal);
  let granted: GrantedCall | undefined;
  if ('token' in looked) {
    const askedAt = options.now();
    granted = await options.budget.take(portalId, request.budget, request.lane, request.signal);
    if (options.now() - askedAt > TOKEN_FRESH_MS) looked = await lookUp(options, portalId, request.signal);
  }
  if ('failed' in looked) {
    granted?.unsent();
    return { done: false, verdict: { do: 'repeat', error: looked.failed, unsent: true }, token: '', facts: { code: looked.failed.code, during: 'token' } };
  }
  const { token } = looked;
  request.onAttempt?.();
  const sent = await sendOnce(request, { apiUrl: options.apiUrl, fetch: options.fetch, timeoutMs: options.timeoutMs, token, onAnswer: (success) => granted?.answered(feature, success) });
  options.meter?.tried(portalId, purposeOf(request), 'broken' in sent ? null : sent.answer.status);
  if ('broken' in sent) {
    const verdict: Verdict = { do: 'repeat', error: sent.broken, ...(sent.unsent ? { unsent: true } : {}) };
    return { done: false, verdict, token, facts: { code: sent.broken.code } };
  }

  const { answer } = sent;
  if (answer.status < 200 || answer.status >= 300) {
    const envelope = readErrorEnvelope(answer.body);
    const { policyName, category, correlationId } = envelope;
    const refused = answer.status === 400 || answer.status === 409 ? (request.refused?.(answer) ?? null) : null;
    if (refused !== null) return { done: true, value: refused.value };
    const verdict = judgeAnswer({ ...answer, envelope, budget: request.budget });
    if (answer.status === 403) await options.breaker?.refused(portalId, feature, envelope.category === 'MISSING_SCOPES' ? 'hubspot.missing_scope' : 'source.refused');
    return { done: false, verdict, token, facts: { status: answer.status, policyName, category, correlationId } };
  }
  await options.breaker?.succeeded(portalId, feature);
  const parsed = parseOrSettle(answer.body, request);
  if ('value' in parsed) return { done: true, value: parsed.value };
  return { done: false, verdict: { do: 'repeat', error: parsed.broken }, token, facts: { status: answer.status } };
}

function purposeOf({ purpose }: CallRequest<unknown>): CallPurpose {
  return purpose ?? { area: 'other' };
}

/** A success of an unknown shape is an error; where somebody can look what came of it, that is done first. */
function parseOrSettle<T>(body: string, request: CallRequest<T>): ReturnType<typeof parseAnswer<T>> {
  try {
    return parseAnswer(body, request.schema);
  } catch (thrown) {
    if (request.settle !== undefined && thrown instanceof AppError) return { broken: thrown };
    throw thrown;
  }
}

/** `failed`: the token endpoint did not answer, and nothing went out. */
async function lookUp({ tokens }: CallOptions, portalId: PortalId, signal: AbortSignal): Promise<{ readonly token: string } | { readonly failed: AppError }> {
  try {
    return { token: await tokens.accessToken(portalId, { signal }) };
  } catch (thrown) {
    if (isPassing(thrown)) return { failed: thrown };
    throw thrown;
  }
}

/** True when there is a fresh token; false when HubSpot's token endpoint failed in passing and may be asked again after a pause. */
async function refreshOrWait(options: CallOptions, portalId: PortalId, of: { readonly token: string; readonly repeats: number; readonly signal: AbortSignal }): Promise<boolean> {
  try {
    await options.tokens.refreshAfterExpiry(portalId, of.token);
    return true;
  } catch (thrown) {
    if (!isPassing(thrown) || of.repeats >= MOST_REPEATS) throw thrown;
    await pause(options.sleep, backoffMs(of.repeats + 1, options.random), of.signal);
    return false;
  }
}

/** Whether an error of the token endpoint may pass; a withdrawn grant does not. */
function isPassing(thrown: unknown): thrown is AppError {
  return thrown instanceof AppError && (thrown.code === 'hubspot.unavailable' || thrown.code === 'source.timeout' || thrown.code === 'hubspot.rate_limited');
}

/** A fresh token was refused as well: the grant is gone, unless HubSpot calls it expired, which time may cure. */
async function refusedAgain(options: CallOptions, portalId: PortalId, token: string, expired: boolean): Promise<AppError> {
  if (expired) return new AppError('hubspot.unavailable', { detail: 'HubSpot calls a token expired that was just refreshed' });
  await options.tokens.markNeedsReauth(portalId, token);
  return new AppError('portal.needs_reauth', { detail: 'HubSpot refused a token that was just refreshed' });
}

function waitOf(verdict: Extract<Verdict, { do: 'wait' }>, waits: number, random: () => number): number {
  if (verdict.why === 'locked') return Math.max(verdict.waitMs, backoffMs(waits, random)) + Math.round(500 * random());
  // Our calls are paced: the first refusal means that a few were too many, and the window has room for them soon.
  const waitMs = verdict.atMost ? Math.min(verdict.waitMs, FIRST_WAIT_MS * 2 ** (waits - 1)) : verdict.waitMs;
  return Math.round(waitMs * (1 + 0.1 * random()));
}

function askedToWait(waitMs: number): AppError {
  return new AppError('hubspot.rate_limited', { detail: `HubSpot asked for ${waitMs} ms of patience`, retry: { afterMs: waitMs } });
}
