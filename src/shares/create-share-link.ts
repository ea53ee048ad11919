import type { CreateLinkResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { createLink } from '../downloads/index.ts';
import { findShareWith } from './shares.store.ts';

/** A link to a file that is shared with the caller, who asks for it in HubSpot. Throws share.unknown, file.missing, access.refused. */
export async function createShareLink(context: Context, { portalId, userId }: Caller, shareId: string): Promise<CreateLinkResponse> {
  const share = await context.database.inPortal(portalId, (tx) => findShareWith(tx, userId, shareId));
  if (share === null) throw new AppError('share.unknown');
  return createLink(context, { portalId, userId, shareId }, share.jobId, 'click');
}
