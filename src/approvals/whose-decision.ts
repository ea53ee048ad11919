import { openDecision } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { whoWasAsked } from '../notices/index.ts';

/** Before every link: none is over yet. */
const EVER = 0;

/** Whom we asked with this link once, also where its time is over; null where it is none of ours. Good for the language of the page, and for nothing else. */
export async function whoseDecision({ tokenKeys, database }: Pick<Context, 'tokenKeys' | 'database'>, token: string): Promise<{ readonly portalId: PortalId; readonly userId: string } | null> {
  try {
    const { portalId, jobId, email } = await openDecision(tokenKeys, token, EVER);
    const userId = await database.inPortal(portalId, (tx) => whoWasAsked(tx, jobId, email));
    return userId === null ? null : { portalId, userId };
  } catch {
    return null;
  }
}
