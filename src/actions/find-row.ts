import type { Column, Row } from '#contract';
import type { OpenTable } from '../connections/index.ts';
import { AppError } from '../core/errors/index.ts';

export type FoundRow = { readonly row: Row; readonly columns: readonly Column[] };

/** Whatever filter the person had set, the row as the source has it now: what the card sent of it is not trusted. Throws row.unknown. */
export async function findRow(table: OpenTable, key: string): Promise<FoundRow> {
  const rows = await table.source.rows(table.context, { ...table.query, filters: [] }, [key]);
  const row = rows.find((candidate) => candidate.key === key);
  if (row === undefined) throw new AppError('row.unknown');
  const byKey = new Map(table.query.table.columns.map((column) => [column.key, column]));
  return { row, columns: table.query.columns.flatMap((name) => byKey.get(name) ?? []) };
}
