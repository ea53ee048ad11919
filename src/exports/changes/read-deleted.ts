import { listGone } from '../../changes/index.ts';
import type { Context } from '../../context/index.ts';
import type { SourceBatch } from '../../sources/define-source.ts';
import { CHANGE } from './change-column.ts';
import type { ReadOfChanges } from './read-linked.ts';

const AT_ONCE = 100;

/**
 * The records that HubSpot reported as deleted or merged away since then, with their last values where HubSpot still has
 * them. Of one that it has no more only the key is known: it is named where no filter and no right could be meant to keep it out.
 */
export async function* readDeleted(context: Context, { table, objectTypeId, since }: Omit<ReadOfChanges, 'column'>, cursor: string | null): AsyncIterable<SourceBatch> {
  const { source, query, rights } = table;
  const keyAt = query.columns.indexOf(query.table.keyColumn ?? '');
  const namesAll = query.filters.length === 0 && rights.rows !== 'own';
  const keyOnly = (id: string): (string | null)[] => query.columns.map((_column, at) => (at === keyAt ? id : null));
  for (let after = cursor ?? '0'; ; ) {
    table.context.signal.throwIfAborted();
    const ids = await context.database.inPortal(table.context.portalId, (tx) => listGone(tx, { portalId: table.context.portalId, objectTypeId, since: new Date(since), after, limit: AT_ONCE }));
    const last = ids.at(-1);
    if (last === undefined) return;
    const found = new Map((await source.deletedRows!(table.context, query, ids)).map(({ key, cells }) => [key, cells]));
    const rows = ids.flatMap((id) => {
      const cells = found.get(id) ?? (namesAll ? keyOnly(id) : null);
      return cells === null ? [] : [[CHANGE.deleted, ...cells]];
    });
    yield { rows, skipped: [], upstream: ids.length, cursor: last, calls: 1 };
    after = last;
  }
}
