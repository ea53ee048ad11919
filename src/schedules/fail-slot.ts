import type { Context } from '../context/index.ts';
import type { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { recordFailedExport } from '../exports/index.ts';
import type { StoredTemplate } from '../templates/index.ts';
import type { DueSlot } from './run-due.ts';
import { takeSlot } from './schedules.store.ts';
import { slotRequestId } from './slot-request-id.ts';
import { wake } from './wake.ts';

/**
 * Settles a slot whose export could not begin: the owner finds it as a failed export among their own and gets the mail
 * with the reason and the next step. The schedule goes on with its next slot.
 */
export async function failSlot(context: Context, portalId: PortalId, { template, at, error }: { readonly template: StoredTemplate; readonly at: DueSlot; readonly error: AppError }): Promise<void> {
  const jobId = context.newId();
  await context.database.inPortal(portalId, async (tx) => {
    const taken = await takeSlot(tx, portalId, template.id, { ...at, state: 'failed', jobId, at: new Date(context.now()) });
    if (taken === 'lost') return;
    await wake(context, tx, portalId, { templateId: template.id, nextAt: at.next });
    if (taken === 'repeated') return;
    const [first] = template.tables;
    await recordFailedExport(context, tx, { portalId, userId: template.ownerId, userEmail: template.ownerEmail }, {
      jobId, title: template.name, requestId: slotRequestId(template.id, at.slot), request: template.definition, error,
      columns: first!.columns, sourceTitle: first!.sourceTitle,
    });
  });
}
