import { SignJWT } from 'jose';
import { z } from 'zod';
import type { Caller } from '../../access/index.ts';
import type { TokenKeys } from '../../context/index.ts';
import { openToken } from '../../core/crypto/open-token.ts';
import { AppError } from '../../core/errors/index.ts';
import { PortalId } from '../../core/ids/portal-id.ts';

/** Keeps a token of another purpose from being used here, and this one elsewhere (T53). */
const AUDIENCE = 'siderail:repair';
const Claims = z.object({ p: PortalId, u: z.string().regex(/^\d{1,19}$/), e: z.string().max(254), j: z.uuid() });

/** Whose export is repaired by whom. */
export type RepairClaims = { readonly caller: Caller; readonly jobId: string };

/** The token in the link to the page where rows that were left out are sent back. */
export async function sealRepair(keys: TokenKeys, { caller, jobId }: RepairClaims, expiresAt: Date): Promise<string> {
  return new SignJWT({ p: caller.portalId, u: caller.userId, e: caller.userEmail, j: jobId })
    .setProtectedHeader({ alg: 'HS256' }).setAudience(AUDIENCE).setExpirationTime(Math.ceil(expiresAt.getTime() / 1000)).sign(keys.current);
}

/** What stands in such a token. A forged, expired or foreign one throws link.invalid. */
export async function openRepair(keys: TokenKeys, token: string, now: number): Promise<RepairClaims> {
  const claims = await openToken(keys.all, token, { audience: AUDIENCE, claims: Claims, now });
  if (claims === null) throw new AppError('link.invalid', { fix: 'Open My exports in HubSpot and choose Correct the list.' });
  const { p, u, e, j } = claims;
  return { caller: { portalId: p, userId: u, userEmail: e }, jobId: j };
}
