import { randomBytes } from 'node:crypto';
import type { Context } from '../context/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import { insertState } from './installs.store.ts';
import { REQUIRED_SCOPES } from './scopes.ts';

const STATE_MS = 10 * 60_000;

export type OauthApp = { readonly clientId: string; readonly authorizeUrl: string; readonly redirectUri: string };

/** Starts an install: where to send the browser, and the secret its cookie must bring back (T22). */
export async function beginInstall(context: Context, app: OauthApp): Promise<{ readonly authorizeUrl: string; readonly browserSecret: string }> {
  const state = randomBytes(32).toString('base64url');
  const browserSecret = randomBytes(32).toString('base64url');
  const expiresAt = new Date(context.now() + STATE_MS);
  await context.database.withoutPortal((tx) => insertState(tx, { stateHash: sha256(state), browserHash: sha256(browserSecret), expiresAt }));

  // HubSpot wants scopes separated by %20, not by a plus sign.
  const query = [
    `client_id=${encodeURIComponent(app.clientId)}`,
    `redirect_uri=${encodeURIComponent(app.redirectUri)}`,
    `scope=${encodeURIComponent(REQUIRED_SCOPES.join(' '))}`,
    `state=${state}`,
  ];
  return { authorizeUrl: `${app.authorizeUrl}?${query.join('&')}`, browserSecret };
}
