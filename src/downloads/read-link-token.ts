import { jwtVerify } from 'jose';
import { z } from 'zod';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { LINK_AUDIENCE } from './link-audience.ts';

const LinkClaims = z.strictObject({ p: PortalId, j: z.uuid(), u: z.string().min(1).max(40), l: z.uuid(), aud: z.literal(LINK_AUDIENCE), exp: z.number().int() });
/** Portal, job, user and row of a link. */
export type LinkClaims = z.infer<typeof LinkClaims>;

/** Header, claims and 32 bytes of signature in the one spelling they have; decoders take others too. */
const TOKEN = /^[\w-]{1,100}\.[\w-]{1,600}\.[\w-]{42}[AEIMQUYcgkosw048]$/;

/** What a link's token says, when one of our keys signed it for links and its time is not over. Throws link.invalid. */
export async function readLinkToken(context: Context, token: string): Promise<LinkClaims> {
  if (!TOKEN.test(token)) throw new AppError('link.invalid');
  for (const key of context.tokenKeys.all) {
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], audience: LINK_AUDIENCE, currentDate: new Date(context.now()) });
      return LinkClaims.parse(payload);
    } catch {
      // Another key may have signed it; when none did, the link is not ours.
    }
  }
  throw new AppError('link.invalid');
}
