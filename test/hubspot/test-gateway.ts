import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../src/core/errors/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { createHubSpotGateway, type CallContext, type HubSpotGateway, type HubSpotGatewayOptions, type RequestBudget } from '../../src/hubspot/index.ts';

export const API = 'http://hubspot.test';
export const portalId = PortalId.parse('4711001');
export const SECRET = 'canary-token-5f3a';

/** What the gateway did to the parts around it, in order. */
export type GatewayTrace = {
  readonly slept: number[];
  readonly blocked: { budget: string; ms: number }[];
  readonly taken: { budget: string; lane: string }[];
  readonly refreshed: string[];
  readonly reauth: string[];
  readonly logged: string[];
};

export type TestGateway = { readonly gateway: HubSpotGateway; readonly trace: GatewayTrace; readonly at: CallContext };

/** A gateway over the wire (msw answers), with sleeps that are written down and not slept. */
export function testGateway(change: Partial<HubSpotGatewayOptions> = {}, lane: CallContext['lane'] = 'background'): TestGateway {
  const trace: GatewayTrace = { slept: [], blocked: [], taken: [], refreshed: [], reauth: [], logged: [] };
  let token = SECRET;
  const budget: RequestBudget = {
    take: async (_portal, name, who) => {
      trace.taken.push({ budget: name, lane: who });
      return { answered: () => undefined, unsent: () => undefined };
    },
    blockUntil: async (_portal, name, ms) => void trace.blocked.push({ budget: name, ms }),
  };
  const gateway = createHubSpotGateway({
    apiUrl: API,
    budget,
    tokens: {
      accessToken: async () => token,
      refreshAfterExpiry: async (_portal, used) => {
        trace.refreshed.push(used);
        token = `${SECRET}-fresh`;
        return token;
      },
      markNeedsReauth: async (portal) => void trace.reauth.push(portal),
    },
    fetch: (input, init) => fetch(input, init),
    now: () => Date.now(),
    sleep: async (ms, signal) => {
      trace.slept.push(ms);
      await delay(0, undefined, { signal });
    },
    random: () => 0.5,
    log: { warn: (data, message) => void trace.logged.push(JSON.stringify(data) + message) },
    ...change,
  });
  return { gateway, trace, at: { portalId, lane, signal: new AbortController().signal } };
}

/** The AppError a promise ends with; fails the test when it does not. */
export async function errorOf(work: Promise<unknown>): Promise<AppError> {
  const thrown: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (thrown instanceof AppError) return thrown;
  throw new Error('expected an AppError', { cause: thrown });
}

/** Everything a log or a support view could print of an error. */
export function printed(error: AppError): string {
  return [error.message, error.userMessage, error.fix, error.stack ?? '', String(error.cause ?? '')].join('\n');
}
