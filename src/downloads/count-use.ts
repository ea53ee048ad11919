import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { recordUse } from './downloads.store.ts';
import type { OpenedLink } from './open-link.ts';

/** A person needs a few; a link that got into many hands stops. Only the button of the page counts, never a look at it (T52). */
const MOST_DOWNLOADS = 25;

/**
 * Counts a use of a link and writes it to the audit log. A download is counted when its bytes are at hand, so that
 * trouble on our side uses nothing up (F52). Throws link.invalid when the link ended meanwhile.
 */
export async function countUse(context: Context, { portalId, link }: OpenedLink, use: 'opened' | 'downloaded'): Promise<void> {
  await context.database.inPortal(portalId, async (tx) => {
    if (!(await recordUse(tx, portalId, link, use, MOST_DOWNLOADS))) throw new AppError('link.invalid', { detail: 'link revoked or used up' });
  });
}
