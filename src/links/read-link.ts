import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { LinkRef } from './link-ref.ts';
import { jobBegan, readDecided } from './links.store.ts';

/**
 * What a record is linked to, as sources need it. With a job: throws source.changed when it was decided anew after the job
 * was asked for, because a file that is read in several runs must not hold the rows of two customers.
 */
export async function readLink(context: Context, portalId: PortalId, ref: LinkRef, jobId?: string): Promise<{ readonly key: string | null; readonly refused: readonly string[] }> {
  const decided = await readDecided(context.database, portalId, ref);
  const began = jobId === undefined || decided.changedAt === null ? null : await context.database.inPortal(portalId, (tx) => jobBegan(tx, jobId));
  if (began !== null && decided.changedAt !== null && decided.changedAt > began) {
    throw new AppError('source.changed', { userMessage: 'What this record is linked to was changed after the export was started.', fix: 'Start the export again.', detail: `link of ${ref.record.objectTypeId} ${ref.record.objectId} changed` });
  }
  return { key: decided.link?.key ?? null, refused: decided.refused };
}
