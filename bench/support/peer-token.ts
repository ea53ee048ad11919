import type { Stack } from '../../scripts/stack/index.ts';
import { sandboxApp } from '../../scripts/stack/stack-environment.ts';

/** A token of the same portal for a peer, by the authorization code flow; its calls spend the same allowance. */
export async function peerToken({ portalUrl, webUrl, hubspotApiUrl }: Stack): Promise<string> {
  const start = await fetch(`${webUrl}/oauth/install`, { redirect: 'manual' });
  const consent = new URL(start.headers.get('location') ?? portalUrl);
  const decision = await fetch(consent, { method: 'POST', body: new URLSearchParams({ decision: 'connect', userId: '501' }), redirect: 'manual' });
  const code = new URL(decision.headers.get('location') ?? portalUrl).searchParams.get('code') ?? '';
  const body = new URLSearchParams({
    grant_type: 'authorization_code', client_id: sandboxApp.HUBSPOT_CLIENT_ID, client_secret: sandboxApp.HUBSPOT_CLIENT_SECRET,
    redirect_uri: consent.searchParams.get('redirect_uri') ?? '', code,
  });
  const answer = await fetch(`${hubspotApiUrl}/oauth/2026-09/token`, { method: 'POST', body });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`no token for the peer: ${answer.status}`);
  return token;
}
