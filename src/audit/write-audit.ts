import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { insertAuditEntry } from './audit.store.ts';
import type { NewAuditEntry } from './audit.store.ts';

/** Everything that is written to the log, so that nobody invents a second spelling. */
export type AuditAction =
  | 'settings.changed' | 'connection.saved' | 'connection.tables' | 'connection.removed' | 'connection.enabled' | 'connection.disabled' | 'connection.tested'
  | 'export.started' | 'export.ready' | 'export.failed' | 'export.cancelled'
  | 'view.cancelled'
  | 'approval.requested' | 'approval.approved' | 'approval.refused' | 'approval.expired' | 'approval.withdrawn'
  | 'destination.added' | 'destination.changed' | 'destination.rotated' | 'destination.removed' | 'destination.switched' | 'destination.tested' | 'delivery.asked' | 'delivery.sent' | 'delivery.uncertain' | 'delivery.failed'
  | 'property.set' | 'property.restored' | 'rows.mailed' | 'message.sent' | 'template.saved' | 'template.deleted' | 'schedule.saved' | 'schedule.removed' | 'schedule.skipped' | 'audit.exported'
  | 'record.linked' | 'record.refused' | 'record.unlinked' | 'record.reconsidered'
  | 'share.created' | 'share.stopped'
  | 'link.created' | 'link.revoked' | 'file.attached' | 'file.opened' | 'file.downloaded';

/** Who acts when it is nobody's click: the expiry of a request, a command line. */
export const NOBODY = '0';

/** Writes to the audit log in the transaction of what is logged: the one is never there without the other. */
export async function writeAudit(tx: Tx, portalId: PortalId, entry: NewAuditEntry & { readonly action: AuditAction }): Promise<void> {
  await insertAuditEntry(tx, portalId, entry);
}
