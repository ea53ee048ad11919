import type { Context } from '../../context/index.ts';
import type { OpenTable } from '../../connections/index.ts';
import type { Tx } from '../../core/db/index.ts';
import type { Certificate } from '../certificate.ts';
import type { ExportRun } from '../export-run.ts';
import type { NewChunk, StoredExport } from '../exports.store.ts';
import { formatOf } from '../formats/format-of.ts';
import { sheetDialect } from '../sheets/sheet-dialect.ts';
import { estimateRows } from './estimate-rows.ts';
import { learn } from './learn.ts';
import { learnJoined } from './learn-joined.ts';
import { measureCells } from './measure-cells.ts';
import { findStatistics, saveStatistics } from './statistics.store.ts';

/** Keeps, in the transaction that ends the export, what it was like. */
export type Lesson = (tx: Tx, certificate: Certificate) => Promise<void>;

/** Looks at the chunks of an export and gives what keeps the lesson; null where there is none. */
export async function learnFromExport(context: Context, run: ExportRun, planned: StoredExport, tables: readonly OpenTable[], chunks: readonly NewChunk[]): Promise<Lesson | null> {
  const [sheet, ...others] = planned.sheets;
  const table = tables[0];
  // Rows read one by one say nothing of how the whole table is read.
  if (sheet === undefined || table === undefined || planned.repair !== null) return null;
  if (others.length > 0) {
    return learnJoined(context, run, planned, tables, chunks).catch((err: unknown) => {
      context.log.warn({ err, jobId: run.jobId }, 'nothing learned of a joined export');
      return null;
    });
  }
  const format = formatOf(planned.format, planned.options);
  const cells = await measureCells(context.files, chunks, sheet.columns.length, sheetDialect(planned, sheet)).catch((err: unknown) => {
    context.log.warn({ err, jobId: run.jobId }, 'nothing learned of the cells of an export');
    return null;
  });

  return async (tx, { rows, calls, file, finishedAt }) => {
    const before = await findStatistics(tx, sheet.tableId, format);
    const unfiltered = sheet.query.filters.length === 0 && sheet.query.selection === undefined;
    const learned = learn(before, {
      format, columns: sheet.columns, cells, rows: rows.written, bytes: file.bytes, calls,
      seconds: run.lease.fence === 1 ? (Date.parse(finishedAt) - run.startedAt) / 1000 : null,
      // What a source reads beyond a filter depends on what it knows at the time, which another process does not.
      formula: unfiltered ? estimateRows(table, format, rows.written) : null,
      tableRows: unfiltered && table.query.table.scope === 'portal' ? rows.upstream : null,
    });
    await saveStatistics(tx, run.portalId, sheet.tableId, format, learned, new Date(context.now()));
  };
}
