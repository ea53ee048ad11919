import { hubspot, logger } from '@hubspot/ui-extensions';
import type { RouteName, Routes, WireError } from '@siderail/contract';
import { newRequestId } from './new-request-id.ts';
import type { Outcome } from './outcome.ts';
import { readReply } from './read-reply.ts';
import { withTimeLimit } from './with-time-limit.ts';

/** HubSpot gives a card 15 s (fetching data, 2026); a little more here, so that its own answer comes first. */
const HUBSPOT_TIMEOUT_MS = 15_000;
const GIVE_UP_MS = 17_000;

/** Calls one route of the backend. Never throws: what goes wrong comes back as the one error shape. */
export type Backend = <R extends RouteName>(route: R, body: Routes[R]['request']) => Promise<Outcome<Routes[R]['response']>>;

/** The backend at `origin`, an absolute https address that app-hsmeta.json permits. */
export function createBackend(origin: string): Backend {
  return async function callBackend<R extends RouteName>(route: R, body: Routes[R]['request']) {
    const answer = await ask(`${origin}/ui/${route}`, body);
    const outcome = readReply<Routes[R]['response']>(answer);
    if (outcome.ok || outcome.error.supportCode !== '') return outcome;
    return { ...outcome, error: withSupportCode(route, outcome.error) };
  };
}

async function ask(url: string, body: Record<string, unknown>) {
  try {
    const request = hubspot.fetch(url, { method: 'POST', timeout: HUBSPOT_TIMEOUT_MS, body });
    const response = await withTimeLimit(request, GIVE_UP_MS);
    return { status: response.status, json: await response.json().catch(() => null) as unknown };
  } catch {
    return null;
  }
}

/** The backend logged nothing for an answer that never arrived, so the card's own log (HubSpot's monitoring) holds the code. */
function withSupportCode(route: RouteName, error: WireError): WireError {
  const supportCode = `card-${newRequestId().slice(0, 8)}`;
  logger.error(`${supportCode} ${route}: ${error.code}`);
  return { ...error, supportCode };
}
