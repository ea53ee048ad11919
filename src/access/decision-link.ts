import { SignJWT } from 'jose';
import { z } from 'zod';
import { openToken } from '../core/crypto/open-token.ts';
import { AppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';

/** Keeps a token of another purpose from being used here, and this one elsewhere (T53). */
const AUDIENCE = 'siderail:decision';
const Claims = z.object({ p: PortalId, j: z.uuid(), e: z.email() });

type Keys = { readonly current: Uint8Array; readonly all: readonly Uint8Array[] };

/** Who was asked to decide about which job. */
export type DecisionClaims = { readonly portalId: PortalId; readonly jobId: string; readonly email: string };

/** The token in the link of a mail that asks for a decision. */
export async function sealDecision(keys: Keys, { portalId, jobId, email }: DecisionClaims, expiresAt: Date): Promise<string> {
  return new SignJWT({ p: portalId, j: jobId, e: email })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(AUDIENCE)
    .setExpirationTime(Math.ceil(expiresAt.getTime() / 1000))
    .sign(keys.current);
}

/** What stands in such a token. A forged, expired or foreign one throws link.invalid. */
export async function openDecision(keys: Keys, token: string, now: number): Promise<DecisionClaims> {
  const claims = await openToken(keys.all, token, { audience: AUDIENCE, claims: Claims, now });
  if (claims === null) throw new AppError('link.invalid', { fix: 'Open the list of requests in Siderail’s settings.' });
  const { p, j, e } = claims;
  return { portalId: p, jobId: j, email: e };
}
