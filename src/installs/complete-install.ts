import type { Context } from '../context/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import { AppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { accountDetails, forgetRefusals } from '../hubspot/index.ts';
import { saveAccount, saveInstall, useState } from './installs.store.ts';
import { sealGrant } from './portal-tokens.ts';
import { REQUIRED_SCOPES } from './scopes.ts';
import type { TokenClient } from './token-client.ts';

export type Callback = { readonly code: string; readonly state: string | null; readonly browserSecret: string | null; readonly redirectUri: string };

/**
 * Finishes an install. The portal is the one HubSpot names for the token. A callback that brings a state must come
 * from the browser that began; one without any comes from HubSpot's marketplace and is linked to nobody.
 * Throws install.refused or install.misconfigured.
 */
export async function completeInstall(context: Context, client: TokenClient, callback: Callback): Promise<{ readonly portalId: PortalId }> {
  if (callback.state !== null) await checkState(context, callback.state, callback.browserSecret);

  const tokens = await client.exchangeCode(callback.code, callback.redirectUri);
  const portalId = PortalId.safeParse(tokens.portalId);
  if (!portalId.success) throw new AppError('install.refused', { detail: 'HubSpot named no portal for the token' });
  const missing = REQUIRED_SCOPES.filter((scope) => !tokens.scopes.includes(scope));
  if (missing.length > 0) throw new AppError('install.refused', { userMessage: 'Some of the access Siderail needs was not granted.', detail: `missing scopes ${missing.join(' ')}` });

  const now = new Date(context.now());
  const grant = await sealGrant(context.sealer, portalId.data, tokens, context.now());
  await context.database.inPortal(portalId.data, async (tx) => {
    await saveInstall(tx, portalId.data, { ...grant, scopes: [...tokens.scopes], installedByUserId: tokens.userId, now });
    await forgetRefusals(tx, portalId.data);
  });

  const account = await accountDetails(context.hubspot, { portalId: portalId.data, lane: 'person', purpose: { area: 'installs' }, signal: AbortSignal.timeout(10_000) });
  await context.database.inPortal(portalId.data, (tx) => saveAccount(tx, portalId.data, {
    timeZone: account.timeZone ?? 'UTC', currency: account.companyCurrency ?? 'USD', uiDomain: account.uiDomain ?? 'app.hubspot.com',
  }));
  context.log.info({ portalId: portalId.data }, 'installed');
  return { portalId: portalId.data };
}

async function checkState(context: Context, state: string, browserSecret: string | null): Promise<void> {
  const known = browserSecret !== null && (await context.database.withoutPortal((tx) =>
    useState(tx, sha256(state), sha256(browserSecret), new Date(context.now()))));
  if (!known) throw new AppError('install.refused', { userMessage: 'This installation was started in another browser, was already finished, or took too long.' });
}
