import type { Context } from '../context/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import { AppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { accountDetails, forgetRefusals } from '../hubspot/index.ts';
import { allowedReturn } from './allowed-return.ts';
import { giveBack } from './give-back.ts';
import type { GivenBack } from './give-back.ts';
import { saveAccount, saveInstall, useState, wakePausedJobs } from './installs.store.ts';
import { INDISPENSABLE_SCOPES } from './scopes.ts';
import { sealGrant } from './seal-grant.ts';
import type { TokenClient, Tokens } from './token-client.ts';
import { wipePortal } from './wipe/wipe-portal.ts';

export type Callback = {
  readonly code: string;
  readonly state: string | null;
  readonly browserSecret: string | null;
  readonly redirectUri: string;
  readonly returnUrl: string | null;
};
export type Installed = { readonly portalId: PortalId; readonly returnUrl: string | null };

/**
 * Finishes an install. The portal is the one HubSpot names for the token. A callback that brings a state must come
 * from the browser that began; one without any comes from HubSpot's marketplace and is linked to nobody.
 * Throws install.refused or install.misconfigured.
 */
export async function completeInstall(context: Context, client: TokenClient, callback: Callback): Promise<Installed> {
  const begun = callback.state === null ? null : await checkState(context, callback.state, callback.browserSecret);

  const tokens = await client.exchangeCode(callback.code, callback.redirectUri);
  const portalId = PortalId.safeParse(tokens.portalId);
  if (!portalId.success) throw new AppError('install.refused', { detail: 'HubSpot named no portal for the token' });
  if (begun !== null && begun.wantedPortal !== null && begun.wantedPortal !== portalId.data) {
    await giveBack(context, client, portalId.data, tokens);
    throw new AppError('install.refused', {
      userMessage: 'Another HubSpot account was chosen than the one to connect again.', fix: 'Open the link again and choose the account it was made for.',
    });
  }
  const missing = INDISPENSABLE_SCOPES.filter((scope) => !tokens.scopes.includes(scope));
  if (missing.length > 0) throw incomplete(context, missing, await giveBack(context, client, portalId.data, tokens));

  await save(context, portalId.data, tokens);
  await readAccount(context, portalId.data);
  context.log.info({ portalId: portalId.data }, 'installed');
  const returnUrl = begun === null ? allowedReturn(callback.returnUrl, context.settings.hubspotAppOrigin) : begun.returnUrl;
  return { portalId: portalId.data, returnUrl };
}

async function save(context: Context, portalId: PortalId, tokens: Tokens): Promise<void> {
  const sealed = await sealGrant(context.sealer, portalId, tokens);
  const install = { ...sealed, scopes: tokens.scopes, installedByUserId: tokens.userId, installedByEmail: tokens.userEmail };
  const trySave = (): Promise<boolean> => context.database.inPortal(portalId, async (tx) => {
    if (!(await saveInstall(tx, portalId, install))) return false;
    await forgetRefusals(tx, portalId);
    await wakePausedJobs(tx);
    return true;
  });
  if (await trySave()) return;
  // The portal comes back while what it had before is still being deleted: a reinstall starts clean (T32).
  await wipePortal(context, portalId, 'with-install');
  if (!(await trySave())) throw new AppError('install.refused', { detail: 'uninstalled again while it installed' });
}

/** The portal's zone and currency are a nicety: an install does not fail for them. */
async function readAccount(context: Context, portalId: PortalId): Promise<void> {
  try {
    const account = await accountDetails(context.hubspot, { portalId, lane: 'person', purpose: { area: 'installs' }, signal: AbortSignal.timeout(10_000) });
    await context.database.inPortal(portalId, (tx) => saveAccount(tx, portalId, {
      timeZone: account.timeZone ?? 'UTC', currency: account.companyCurrency ?? 'USD', uiDomain: account.uiDomain ?? 'app.hubspot.com',
    }));
  } catch (err) {
    context.log.warn({ portalId, err }, 'account details not read');
  }
}

/** What happened to the account is said as well: whoever reads it decides what to do next. */
function incomplete(context: Context, missing: readonly string[], given: GivenBack): AppError {
  const state = {
    kept: 'The connection of this account stays as it was.',
    removed: 'Siderail was taken out of the account again.',
    left: 'Remove Siderail in HubSpot under Settings, Integrations, Connected apps.',
  }[given];
  return new AppError('install.refused', {
    userMessage: `Some of the access Siderail cannot do without was not granted: ${missing.join(', ')}.`,
    fix: `${state} Then install it as a super admin, from ${context.settings.publicOrigin}/oauth/install, and grant everything it asks for.`,
    detail: `missing scopes ${missing.join(' ')}, ${given}`,
  });
}

async function checkState(context: Context, state: string, browserSecret: string | null): Promise<{ wantedPortal: string | null; returnUrl: string | null }> {
  const known = browserSecret === null ? null : await context.database.withoutPortal((tx) => useState(tx, sha256(state), sha256(browserSecret), new Date(context.now())));
  if (known !== null) return known;
  throw new AppError('install.refused', { userMessage: 'This installation was started in another browser, was already finished, or took too long.' });
}
