import type { Cell, Column } from '#contract';
import type { OpenTable } from '../connections/index.ts';

/** The most rows a snapshot in a note or a mail holds. */
const ROWS = 25;

export type Snapshot = { readonly columns: readonly Column[]; readonly rows: readonly (readonly Cell[])[]; readonly total: number | null };

/** The first rows of the table as it stands now, in the columns of the query, and how many rows there are in all (null: unknown). */
export async function readSnapshot({ source, context, query }: OpenTable): Promise<Snapshot> {
  const [page, total] = await Promise.all([
    source.page(context, query, { cursor: null, size: ROWS }),
    query.table.capabilities.count ? source.count(context, query) : null,
  ]);
  const byKey = new Map(query.table.columns.map((column) => [column.key, column]));
  return { columns: query.columns.flatMap((key) => byKey.get(key) ?? []), rows: page.rows.map(({ cells }) => cells), total };
}
