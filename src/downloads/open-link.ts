import { jwtVerify } from 'jose';
import { z } from 'zod';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { filePrefix } from '../files/index.ts';
import { requireFileRight } from '../policies/index.ts';
import { findFile, findLink, recordUse } from './downloads.store.ts';
import { LINK_AUDIENCE } from './link-audience.ts';
import type { File } from './downloads.store.ts';

/** What HubSpot may take to say who somebody is. */
const RIGHT_MS = 10_000;

const Claims = z.object({ p: PortalId, l: z.uuid() });

/**
 * The file behind a link, and a count of this use. A forged, expired, revoked or foreign link and one whose file is
 * gone all throw the same link.invalid.
 */
export async function openLink(context: Context, token: string, use: 'opened' | 'downloaded'): Promise<File & { portalId: PortalId }> {
  const claims = await readClaims(context, token);
  const { userId, jobId } = await context.database.inPortal(claims.p, async (tx) => (await findLink(tx, claims.l)) ?? notOurs());
  // The right is asked for at every use: one that was taken away since closes the links that are out already (T18).
  await requireFileRight(context, { portalId: claims.p, userId }, jobId, AbortSignal.timeout(RIGHT_MS));
  return context.database.inPortal(claims.p, async (tx) => {
    const link = await findLink(tx, claims.l);
    const now = context.now();
    if (link === null || link.revokedAt !== null || link.expiresAt.getTime() <= now) throw new AppError('link.invalid');
    const file = await findFile(tx, link.jobId);
    if (file === null || file.expiresAt.getTime() <= now) throw new AppError('link.invalid');
    // A second look behind row-level security: the bytes of another portal have another beginning.
    if (!file.fileKey.startsWith(`${filePrefix(claims.p)}/`)) throw new AppError('link.invalid', { detail: 'file key of another portal' });
    await recordUse(tx, claims.p, link, use);
    return { ...file, portalId: claims.p };
  });
}

function notOurs(): never {
  throw new AppError('link.invalid');
}

async function readClaims(context: Context, token: string): Promise<z.infer<typeof Claims>> {
  for (const key of context.tokenKeys.all) {
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], audience: LINK_AUDIENCE, currentDate: new Date(context.now()) });
      return Claims.parse(payload);
    } catch {
      // Another key may have signed it; when none did, the link is not ours.
    }
  }
  throw new AppError('link.invalid');
}
