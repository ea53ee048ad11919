import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findFile } from '../downloads/index.ts';
import { requireScopes } from '../installs/index.ts';
import { requireJob } from '../jobs/index.ts';
import { requireFileRight } from '../policies/index.ts';
import { readingOf } from '../readers/index.ts';
import type { Outcome } from './define-kind.ts';
import { findRecord } from './deliveries.store.ts';
import type { DeliveryOf } from './deliveries.store.ts';
import { kindOf } from './kind-of.ts';
import { openSettings } from './open-settings.ts';
import { sendNews } from './send-news.ts';

/**
 * One try. Asks at this moment whether the place is still wanted, the file still there and its person still allowed to
 * have it (T18). Throws access.refused, file.*, hubspot.*.
 */
export async function sendParcel(context: Context, portalId: PortalId, delivery: DeliveryOf, signal: AbortSignal): Promise<Outcome> {
  const { destination, jobId } = delivery;
  if (delivery.about !== 'ready') return sendNews(context, portalId, delivery, signal);
  if (destination.state !== 'active') return { state: 'not_sent', final: true, reason: destination.state === 'removed' ? 'An admin has removed this destination.' : 'An admin has switched this destination off.' };
  const found = await context.database.inPortal(portalId, async (tx) => {
    const job = await requireJob(tx, jobId);
    return { job, file: await findFile(tx, jobId), record: await findRecord(tx, jobId), reading: await readingOf(tx, portalId, job.userId) };
  });
  const { job, file, record, reading } = found;
  if (file === null || file.expiresAt.getTime() <= context.now()) return { state: 'not_sent', final: true, reason: 'The file is no longer there. Start the export again.' };
  const kind = kindOf(destination);
  await requireFileRight(context, { portalId, userId: job.userId }, jobId, signal);
  await requireScopes(context, portalId, kind.scopes);
  const settings = await openSettings(context, portalId, destination);
  return kind.send(context, { settings, signal }, {
    portalId, deliveryId: delivery.id, jobId, record, title: job.title, userEmail: job.userEmail, reading,
    fileKey: file.fileKey, fileName: file.fileName, rows: file.rows, bytes: file.bytes, sha256: file.sha256, expiresAt: file.expiresAt,
  });
}
