import type { Context } from '../../context/index.ts';
import type { OpenTable } from '../../connections/index.ts';
import type { ExportRun } from '../export-run.ts';
import type { NewChunk, StoredExport } from '../exports.store.ts';
import { formatOf } from '../formats/format-of.ts';
import { sheetDialect } from '../sheets/sheet-dialect.ts';
import { cellOf, joinedKey, perParentOf } from './joined-key.ts';
import type { Lesson } from './learn-from-export.ts';
import { TELLING } from './learn.ts';
import { measureCells } from './measure-cells.ts';
import { sheetShare } from './sheet-share.ts';
import type { SheetShare } from './sheet-share.ts';
import { findStatistics, saveStatistics } from './statistics.store.ts';
import { SHARE, weighRatio } from './weigh-ratio.ts';

/** The same tables joined in the same way need the same calls to begin with, so few already tell. */
const TELLING_CALLS = 5;

/** The lesson of an export of several tables: sizes of every sheet's cells, related rows to one row, and reality through formula for all together. */
export async function learnJoined(context: Context, run: ExportRun, planned: StoredExport, tables: readonly OpenTable[], chunks: readonly NewChunk[]): Promise<Lesson> {
  const format = formatOf(planned.format, planned.options);
  const measured: Record<string, number> = {};
  for (const [at, sheet] of planned.sheets.entries()) {
    const cells = await measureCells(context.files, chunks.filter((chunk) => chunk.sheet === at), sheet.columns.length, sheetDialect(planned, sheet));
    for (const [index, { key }] of sheet.columns.entries()) if (cells?.[index] !== undefined) measured[cellOf(at, key)] = cells[index];
  }

  return async (tx, { sheets, calls, file, finishedAt }) => {
    const key = joinedKey(planned.sheets);
    const before = await findStatistics(tx, key, format);
    const runs = (before?.runs ?? 0) + 1;
    const parentRows = sheets[0]!.rows.written;
    for (const [at, sheet] of planned.sheets.entries()) if ('of' in sheet.role && parentRows > 0) measured[perParentOf(at)] = sheets[at]!.rows.written / parentRows;
    const cellBytes = { ...before?.cellBytes };
    for (const [name, value] of Object.entries(measured)) cellBytes[name] = cellBytes[name] === undefined ? value : cellBytes[name] + (value - cellBytes[name]) * SHARE;

    const shares = planned.sheets.map((sheet, at): SheetShare => sheetShare(format, sheet, tables[at]!, { at, rows: sheets[at]!.rows.written, parents: 'of' in sheet.role ? parentRows : null, cellBytes }));
    const sum = (of: keyof SheetShare): number => shares.reduce((all, share) => all + share[of], 0);
    const seconds = run.lease.fence === 1 ? (Date.parse(finishedAt) - run.startedAt) / 1000 : null;
    await saveStatistics(tx, run.portalId, key, format, {
      runs, cellBytes, tableRows: null,
      byteRatio: weighRatio(before?.byteRatio, { actual: Math.max(0, file.bytes - sum('fixed')), formula: sum('bytes'), telling: 1, runs }),
      secondRatio: weighRatio(before?.secondRatio, { actual: seconds, formula: sum('seconds'), telling: TELLING.seconds, runs }),
      callRatio: weighRatio(before?.callRatio, { actual: calls, formula: sum('apiCalls'), telling: TELLING_CALLS, runs }),
    }, new Date(context.now()));
  };
}
