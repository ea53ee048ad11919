import { SignJWT } from 'jose';
import { z } from 'zod';
import { ExportAuditRequest } from '#contract';
import { openToken } from '../core/crypto/open-token.ts';
import { AppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';

/** Keeps a token of another purpose from being used here, and this one elsewhere (T53). */
const AUDIENCE = 'siderail:audit';
const Claims = z.object({ p: PortalId, u: z.string().regex(/^\d{1,19}$/), f: ExportAuditRequest });

type Keys = { readonly current: Uint8Array; readonly all: readonly Uint8Array[] };

/** Whose log, for whom, and what of it. */
export type AuditClaims = { readonly portalId: PortalId; readonly userId: string; readonly filter: ExportAuditRequest };

/** The token in the link to the log as a file. */
export async function sealAuditLink(keys: Keys, { portalId, userId, filter }: AuditClaims, expiresAt: Date): Promise<string> {
  return new SignJWT({ p: portalId, u: userId, f: filter }).setProtectedHeader({ alg: 'HS256' }).setAudience(AUDIENCE).setExpirationTime(Math.ceil(expiresAt.getTime() / 1000)).sign(keys.current);
}

/** What stands in such a token. A forged, expired or foreign one throws link.invalid. */
export async function openAuditLink(keys: Keys, token: string, now: number): Promise<AuditClaims> {
  const claims = await openToken(keys.all, token, { audience: AUDIENCE, claims: Claims, now });
  if (claims === null) throw new AppError('link.invalid', { fix: 'Open Activity in Siderail and export the log again.' });
  const { p, u, f } = claims;
  return { portalId: p, userId: u, filter: f };
}
