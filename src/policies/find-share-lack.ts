import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { parseTableId } from '../core/ids/table-id.ts';
import { approvalReason } from './approval-reason.ts';
import { judgeColumn, judgeRows } from './judge.ts';
import { mayDecide } from './may-decide.ts';
import { mayMail } from './may-mail.ts';
import { listReadTables } from './policies.store.ts';
import type { ReadTable } from './policies.store.ts';
import { requireFileRight } from './require-file-right.ts';
import { whoIs } from './who-is.ts';
import type { Who } from './who-is.ts';

/** A finished file, who gives it and who is to get it. `rows`: how many are in it. */
export type SharedWith = { readonly portalId: PortalId; readonly jobId: string; readonly rows: number; readonly sharedBy: string; readonly recipientId: string; readonly recipient: string };

/** What keeps a colleague from a file that somebody gives them. */
export type ShareLack =
  | { readonly kind: 'sharer' } | { readonly kind: 'gone' } | { readonly kind: 'domain' }
  | { readonly kind: 'table' | 'rows'; readonly table: string }
  | { readonly kind: 'column'; readonly table: string; readonly column: string }
  | { readonly kind: 'approval'; readonly why: string };

/**
 * Asked when a file is shared and at every use of the share; null when nothing is missing. A file shows what its owner might see,
 * so the colleague must be free to export every table and column in it, whoever's rows they are. Where their own export of as
 * many rows would wait for an approval, only somebody who decides about exports may give it to them: an approval was given to
 * one person. Throws what HubSpot's API throws: while it cannot say who somebody is, nobody is let through.
 */
export async function findShareLack(context: Context, share: SharedWith, signal: AbortSignal): Promise<ShareLack | null> {
  const { portalId, jobId } = share;
  const sharer = { portalId, userId: share.sharedBy };
  if (await isRefused(requireFileRight(context, sharer, jobId, signal))) return { kind: 'sharer' };
  const colleague = await whoIs(context, { portalId, userId: share.recipientId }, { lane: 'person', signal });
  // An admin by name is let through without HubSpot being asked, and may have left since.
  if (await isRefused(colleague.ownerId())) return { kind: 'gone' };
  if (!mayMail(colleague.stored.account, share.recipient)) return { kind: 'domain' };
  const tables = await context.database.inPortal(portalId, (tx) => listReadTables(tx, jobId));
  const rights: { readonly approve: boolean }[] = [];
  for (const table of tables) {
    const found = judgeShared(colleague, table);
    if ('kind' in found) return found;
    rights.push(found);
  }
  const why = approvalReason(colleague, rights, share.rows);
  return why === null || (await mayDecide(context, sharer, signal)) ? null : { kind: 'approval', why };
}

function judgeShared({ subject, stored: { policy } }: Who, { tableId, title: table, columns, filters, titles, access }: ReadTable): ShareLack | { readonly approve: boolean } {
  const place = parseTableId(tableId);
  const right = judgeRows(policy, subject, place, 'export');
  if (!right.allowed) return { kind: 'table', table };
  // Own rows are those of one owner, and the file holds the other's.
  if (right.rows === 'own') return { kind: 'rows', table };
  for (const column of [...columns, ...filters]) {
    const shown = judgeColumn(policy, subject, place, column);
    if (shown === 'hide' || (shown === 'mask' && !access.masked.includes(column))) return { kind: 'column', table, column: titles.get(column) ?? column };
  }
  return { approve: right.approve };
}

async function isRefused(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return false;
  } catch (error) {
    if (error instanceof AppError && error.code === 'access.refused') return true;
    throw error;
  }
}
