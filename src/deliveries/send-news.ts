import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { requireScopes } from '../installs/index.ts';
import { requireJob, StoredError } from '../jobs/index.ts';
import { readingOf } from '../readers/index.ts';
import type { Outcome } from './define-kind.ts';
import { findRecord } from './deliveries.store.ts';
import type { DeliveryOf } from './deliveries.store.ts';
import { kindOf } from './kind-of.ts';
import { openSettings } from './open-settings.ts';

/** One try to say that an export has no file. It holds the export's name and the reason, nothing of its rows. Throws hubspot.*. */
export async function sendNews(context: Context, portalId: PortalId, delivery: DeliveryOf, signal: AbortSignal): Promise<Outcome> {
  const { destination, jobId } = delivery;
  const kind = kindOf(destination);
  if (destination.state !== 'active' || kind.tell === undefined) return { state: 'not_sent', final: true, reason: 'An admin has switched this destination off.' };
  const { job, record, reading } = await context.database.inPortal(portalId, async (tx) => {
    const found = await requireJob(tx, jobId);
    return { job: found, record: await findRecord(tx, jobId), reading: await readingOf(tx, portalId, found.userId) };
  });
  const about = delivery.about === 'cancelled' ? 'cancelled' as const : 'failed' as const;
  // Tried again meanwhile: what would be said is no longer so.
  if (job.state !== about) return { state: 'not_sent', final: true, reason: 'The export has gone on since.' };
  await requireScopes(context, portalId, kind.scopes);
  const error = StoredError.safeParse(job.error);
  return kind.tell(context, { settings: await openSettings(context, portalId, destination), signal }, {
    portalId, deliveryId: delivery.id, jobId, record, title: job.title, userEmail: job.userEmail, reading, about,
    reason: error.success ? `${error.data.message} ${error.data.fix}` : null, supportCode: error.success ? error.data.supportCode : null,
  });
}
