import { randomBytes } from 'node:crypto';
import type { Context } from '../context/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { allowedReturn } from './allowed-return.ts';
import { insertState } from './installs.store.ts';
import { OPTIONAL_SCOPES } from './optional-scopes.ts';
import { REQUIRED_SCOPES } from './scopes.ts';

const STATE_MS = 10 * 60_000;

export type OauthApp = { readonly clientId: string; readonly authorizeUrl: string; readonly redirectUri: string };

/** `portalId`: connect this account again and no other. `returnUrl`: offered at the end when it is a page of HubSpot. */
export type WantedInstall = { readonly portalId: PortalId | null; readonly returnUrl: string | null };

/** Starts an install: where to send the browser, and the secret its cookie must bring back (T22). */
export async function beginInstall(context: Context, app: OauthApp, wanted: WantedInstall): Promise<{ readonly authorizeUrl: string; readonly browserSecret: string }> {
  const state = randomBytes(32).toString('base64url');
  const browserSecret = randomBytes(32).toString('base64url');
  await context.database.withoutPortal((tx) => insertState(tx, {
    stateHash: sha256(state), browserHash: sha256(browserSecret), expiresAt: new Date(context.now() + STATE_MS),
    wantedPortal: wanted.portalId, returnUrl: allowedReturn(wanted.returnUrl, context.settings.hubspotAppOrigin),
  }));

  // HubSpot wants scopes separated by %20, not by a plus sign.
  const query = [
    `client_id=${encodeURIComponent(app.clientId)}`,
    `redirect_uri=${encodeURIComponent(app.redirectUri)}`,
    `scope=${encodeURIComponent(REQUIRED_SCOPES.join(' '))}`,
    `optional_scope=${encodeURIComponent(OPTIONAL_SCOPES.join(' '))}`,
    `state=${state}`,
  ];
  return { authorizeUrl: `${authorizeUrlOf(app, wanted.portalId)}?${query.join('&')}`, browserSecret };
}

/** HubSpot's consent screen, for one account: `/oauth/authorize` becomes `/oauth/<portal>/authorize`. */
function authorizeUrlOf({ authorizeUrl }: OauthApp, portalId: PortalId | null): string {
  return portalId === null ? authorizeUrl : authorizeUrl.replace(/\/authorize$/, `/${portalId}/authorize`);
}
