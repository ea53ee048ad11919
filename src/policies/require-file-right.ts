import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { parseTableId } from '../core/ids/table-id.ts';
import { listReadTables } from './policies.store.ts';
import { requireStillCovered } from './require-still-covered.ts';
import { rightOf } from './table-right.ts';
import { whoIs } from './who-is.ts';
import type { Who } from './who-is.ts';

/** The person as the policy sees them now, and whether tables of the file would have to be approved if it was asked for now. */
export type FileRight = { readonly who: Who; readonly tables: readonly { readonly approve: boolean }[] };

/**
 * Asked before a file is published, linked to and handed out: may this person still export every table and column in
 * it? Throws access.refused.
 */
export async function requireFileRight(context: Context, person: Pick<Caller, 'portalId' | 'userId'>, jobId: string, signal: AbortSignal): Promise<FileRight> {
  const tables = await context.database.inPortal(person.portalId, (tx) => listReadTables(tx, jobId));
  const who = await whoIs(context, person, { lane: 'person', signal });
  const found: FileRight['tables'][number][] = [];
  for (const { tableId, columns, filters, access } of tables) {
    const used = [...columns, ...filters];
    const { rights, approve } = rightOf(who, 'export', parseTableId(tableId), used);
    requireStillCovered(access, rights, used);
    found.push({ approve });
  }
  return { who, tables: found };
}
