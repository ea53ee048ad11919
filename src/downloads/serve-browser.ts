import { randomBytes } from 'node:crypto';
import type { Context } from '../context/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { accountOf } from '../policies/index.ts';
import { claimFree } from './downloads.store.ts';
import type { LinkRow } from './downloads.store.ts';

/** From the click in HubSpot to the first look at the page. */
export const CLAIM_MS = 5 * 60_000;
/** How long the browser that came first may use the link. */
const SESSION_MS = 60 * 60_000;

/** `secret`: what the browser's cookie for this link says. `mayClaim`: it opens the page, and does not fetch from it. */
export type Browser = { readonly secret: string | null; readonly mayClaim: boolean };

/**
 * Where the account gives files only to people who are signed in to HubSpot, a link serves one browser: the first one, within five
 * minutes of the click that HubSpot signed for the person. Links that were sent serve none. Answers the secret that the
 * browser keeps from now on; null when it has one, or needs none. Throws access.refused.
 */
export async function serveBrowser(context: Context, portalId: PortalId, link: LinkRow, browser: Browser): Promise<string | null> {
  const now = context.now();
  const { fileLinks } = await context.database.inPortal(portalId, (tx) => accountOf(tx, portalId));
  if (fileLinks !== 'signed_in') return null;
  const isHere = link.claimedAt !== null && now - link.claimedAt.getTime() < SESSION_MS && browser.secret !== null && sha256(browser.secret) === link.claimedBy;
  if (isHere) return null;
  if (!browser.mayClaim || !link.byClick || link.claimedBy !== null || now - link.createdAt.getTime() > CLAIM_MS) throw elsewhere();
  const secret = randomBytes(32).toString('base64url');
  // Of two browsers that come at once one is the first.
  if (!(await context.database.inPortal(portalId, (tx) => claimFree(tx, link.id, sha256(secret), new Date(now))))) throw elsewhere();
  return secret;
}

function elsewhere(): AppError {
  return new AppError('access.refused', {
    userMessage: 'This account gives files only to people who are signed in to HubSpot.',
    fix: 'Open Siderail in HubSpot and get the file there: its link works once, in your browser, for five minutes.',
  });
}
