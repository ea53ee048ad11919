import { decoderOf } from '../decode-cell.ts';
import type { ColumnKind } from '../column-kind.ts';
import type { MappedColumn } from '../mapped-table.ts';
import type { OpenedQuery } from '../open-query.ts';
import type { CopyColumn } from './row-writer.ts';

/** Kinds whose cell is the very text a cursor holds. */
const SAME_AS_CURSOR: ReadonlySet<ColumnKind> = new Set(['integer', 'uuid', 'text']);

/** Place of the row key among the chosen columns; null when it has to be read besides them. */
export function keyColumn({ columns, table }: OpenedQuery): number | null {
  if (!SAME_AS_CURSOR.has(table.rowKey.kind)) return null;
  const at = columns.findIndex(({ stored }) => stored.name === table.rowKey.name);
  return at === -1 ? null : at;
}

/** What COPY sends for a query, column by column. */
export function copyColumns(query: OpenedQuery): { readonly columns: readonly CopyColumn[]; readonly keyAt: number } {
  const columns = query.columns.map((column): CopyColumn => ({ as: writtenAs(column), decode: decoderOf(column.stored.kind) }));
  const keyAt = keyColumn(query);
  return keyAt === null ? { columns: [{ as: 'hidden', decode: null }, ...columns], keyAt: 0 } : { columns, keyAt };
}

function writtenAs({ stored, shown }: MappedColumn): CopyColumn['as'] {
  if (shown.type === 'number' || shown.type === 'money') return 'number';
  return stored.kind === 'boolean' || stored.kind === 'timestamp' || stored.kind === 'timestamptz' ? stored.kind : 'text';
}
