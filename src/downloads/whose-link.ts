import type { Context } from '../context/index.ts';
import { openToken } from '../core/crypto/open-token.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { LINK_AUDIENCE } from './link-audience.ts';
import { LinkClaims } from './read-link-token.ts';

/** Before every link: none is over yet. */
const EVER = 0;

/** For whom we signed a link once, also one whose time is over; null where it is none of ours. Good for the language of a refusal, and for nothing else. */
export async function whoseLink({ tokenKeys }: Pick<Context, 'tokenKeys'>, token: string): Promise<{ readonly portalId: PortalId; readonly userId: string } | null> {
  const claims = await openToken(tokenKeys.all, token, { audience: LINK_AUDIENCE, claims: LinkClaims, now: EVER });
  return claims === null ? null : { portalId: claims.p, userId: claims.u };
}
