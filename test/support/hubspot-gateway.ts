import { setTimeout as delay } from 'node:timers/promises';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { createHubSpotGateway, type CallContext, type HubSpotGateway } from '../../src/hubspot/index.ts';
import { REQUIRED_SCOPES } from '../../src/installs/index.ts';
import type { TestHubSpot } from './start-test-hubspot.ts';

export type WiredGateway = {
  readonly gateway: HubSpotGateway;
  readonly at: CallContext;
  /** Requests that went out. */
  readonly tries: () => number;
};

const REDIRECT = 'http://localhost:4701/oauth/callback';

/**
 * The gateway over a real socket to HubSpot's stand-in, with a token of its own and without the pacing of the budget,
 * which is tested elsewhere. Waits are a thousandth of what they would be.
 */
export async function wireGateway(world: TestHubSpot, options: { readonly timeoutMs: number; readonly random: () => number }): Promise<WiredGateway> {
  const token = await grantToken(world);
  let tries = 0;
  const gateway = createHubSpotGateway({
    apiUrl: world.apiUrl,
    budget: { take: async () => ({ answered: () => undefined, unsent: () => undefined }), blockUntil: async () => undefined },
    tokens: { accessToken: async () => token, refreshAfterExpiry: async () => token, markNeedsReauth: async () => undefined },
    fetch: (input, init) => {
      tries += 1;
      return fetch(input, init);
    },
    now: () => Date.now(),
    sleep: (ms, signal) => delay(ms / 1000, undefined, { signal }),
    random: options.random,
    log: { warn: () => undefined },
    timeoutMs: { person: options.timeoutMs, background: options.timeoutMs },
  });
  return { gateway, at: { portalId: PortalId.parse('4711001'), lane: 'background', signal: new AbortController().signal }, tries: () => tries };
}

/** By the authorization code flow, as any app gets one. */
async function grantToken({ authorizeUrl, apiUrl }: TestHubSpot): Promise<string> {
  const consent = `${authorizeUrl}?client_id=sandbox-client&redirect_uri=${encodeURIComponent(REDIRECT)}&scope=${encodeURIComponent(REQUIRED_SCOPES.join(' '))}`;
  const decision = await fetch(consent, { method: 'POST', body: new URLSearchParams({ decision: 'connect' }), redirect: 'manual' });
  const code = new URL(decision.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const body = new URLSearchParams({ grant_type: 'authorization_code', client_id: 'sandbox-client', client_secret: 'sandbox-secret-0123456789abcdef', redirect_uri: REDIRECT, code });
  const answer = (await (await fetch(`${apiUrl}/oauth/2026-09/token`, { method: 'POST', body })).json()) as { access_token?: string };
  if (answer.access_token === undefined) throw new Error('no token was granted');
  return answer.access_token;
}
