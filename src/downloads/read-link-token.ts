import { z } from 'zod';
import type { Context } from '../context/index.ts';
import { openToken } from '../core/crypto/open-token.ts';
import { AppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { LINK_AUDIENCE } from './link-audience.ts';

export const LinkClaims = z.strictObject({ p: PortalId, j: z.uuid(), u: z.string().min(1).max(40), l: z.uuid(), aud: z.literal(LINK_AUDIENCE), exp: z.number().int() });
/** Portal, job, user and row of a link. */
export type LinkClaims = z.infer<typeof LinkClaims>;

/** Header, claims and 32 bytes of signature in the one spelling they have; decoders take others too. */
const TOKEN = /^[\w-]{1,100}\.[\w-]{1,600}\.[\w-]{42}[AEIMQUYcgkosw048]$/;

/** What a link's token says, when one of our keys signed it for links and its time is not over. Throws link.invalid. */
export async function readLinkToken(context: Context, token: string): Promise<LinkClaims> {
  if (!TOKEN.test(token)) throw new AppError('link.invalid');
  const claims = await openToken(context.tokenKeys.all, token, { audience: LINK_AUDIENCE, claims: LinkClaims, now: context.now() });
  if (claims !== null) return claims;
  throw new AppError('link.invalid');
}
