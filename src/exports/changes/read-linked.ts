import type { OpenTable } from '../../connections/index.ts';
import { listLinked } from '../../changes/index.ts';
import type { Context } from '../../context/index.ts';
import type { SourceBatch } from '../../sources/define-source.ts';
import { CHANGE } from './change-column.ts';

const AT_ONCE = 100;

export type ReadOfChanges = {
  /** With the filters of the export, but not the one for changed rows. */
  readonly table: OpenTable;
  readonly objectTypeId: string;
  readonly column: string;
  readonly since: string;
};

/** The records that HubSpot reported as linked to another, or no longer, since then, as they are now; those whose own values changed too are told elsewhere. */
export async function* readLinked(context: Context, { table, objectTypeId, column, since }: ReadOfChanges, cursor: string | null): AsyncIterable<SourceBatch> {
  const { source, query } = table;
  const withChange = { ...query, columns: [...query.columns, column] };
  for (let after = cursor ?? '0'; ; ) {
    table.context.signal.throwIfAborted();
    const ids = await context.database.inPortal(table.context.portalId, (tx) => listLinked(tx, { portalId: table.context.portalId, objectTypeId, since: new Date(since), after, limit: AT_ONCE }));
    const last = ids.at(-1);
    if (last === undefined) return;
    const found = await source.rows(table.context, withChange, ids);
    const rows = found.filter(({ cells }) => !(Date.parse(cells.at(-1) ?? '') >= Date.parse(since))).map(({ cells }) => [CHANGE.linked, ...cells.slice(0, -1)]);
    yield { rows, skipped: [], upstream: rows.length, cursor: last, calls: 1 };
    after = last;
  }
}
