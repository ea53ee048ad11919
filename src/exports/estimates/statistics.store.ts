import { z } from 'zod';
import type { Tx } from '../../core/db/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import type { Format } from '../formats/define-format.ts';

const CellBytes = z.record(z.string(), z.number());

/** What past exports of one table as one kind of file (packed and not packed are two) have taught. The ratios are reality through formula. */
export type Statistics = {
  readonly runs: number;
  /** Mean bytes of a cell as it is staged, by column key; only columns that were ever exported. */
  readonly cellBytes: Readonly<Record<string, number>>;
  readonly byteRatio: number;
  readonly secondRatio: number;
  readonly callRatio: number;
  /** Rows the source gave at the last export of the whole table; null before. */
  readonly tableRows: number | null;
};

/** What is known of the table as this kind of file; cell sizes also from its exports as other kinds. */
export async function findStatistics(tx: Tx, tableId: string, { extension }: Format): Promise<Statistics | null> {
  const rows = await tx.exportStatistics.findMany({ where: { tableId }, orderBy: { updatedAt: 'asc' } });
  const own = rows.find((row) => row.format === extension);
  if (rows.length === 0) return null;
  const cellBytes = CellBytes.parse(Object.assign({}, ...rows.map((row) => row.cellBytes), own?.cellBytes));
  const tableRows = rows.findLast((row) => row.tableRows !== null)?.tableRows ?? null;
  return {
    runs: own?.runs ?? 0, cellBytes,
    byteRatio: own?.byteRatio ?? 1, secondRatio: own?.secondRatio ?? 1, callRatio: own?.callRatio ?? 1,
    tableRows: tableRows === null ? null : Number(tableRows),
  };
}

/** Puts what was learned in the place of what was there. Two exports that end at once: the later one counts. */
export async function saveStatistics(tx: Tx, portalId: PortalId, tableId: string, { extension }: Format, learned: Statistics, at: Date): Promise<void> {
  const { runs, byteRatio, secondRatio, callRatio, tableRows } = learned;
  await tx.$executeRaw`
    insert into export_statistics (portal_id, table_id, format, runs, cell_bytes, byte_ratio, second_ratio, call_ratio, table_rows, updated_at)
    values (${BigInt(portalId)}, ${tableId}, ${extension}, ${runs}, ${JSON.stringify(learned.cellBytes)}::jsonb, ${byteRatio}, ${secondRatio}, ${callRatio},
            ${tableRows}::bigint, ${at})
    on conflict (portal_id, table_id, format) do update set runs = excluded.runs, cell_bytes = excluded.cell_bytes,
      byte_ratio = excluded.byte_ratio, second_ratio = excluded.second_ratio, call_ratio = excluded.call_ratio,
      table_rows = excluded.table_rows, updated_at = excluded.updated_at`;
}

/** Forgets what exports of these tables of a connection taught, whichever way they are shown: they have other rows now. */
export async function forgetStatistics(tx: Tx, connection: string, tables: readonly string[]): Promise<void> {
  await tx.$executeRaw`delete from export_statistics where split_part(table_id, '@', 1) = any (${tables.map((table) => `${connection}:${table}`)})`;
}
