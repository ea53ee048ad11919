import type { OpenTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { createCsvLines } from '../core/csv/create-csv-lines.ts';
import type { LineDialect } from '../core/csv/line-dialect.ts';
import type { SourceBatch, SourceLines } from '../sources/define-source.ts';
import type { ExportRun } from './export-run.ts';
import { listChunks } from './exports.store.ts';
import type { PartState, StoredSheet } from './exports.store.ts';
import { readRelated } from './sheets/read-related.ts';
import { sheetDialect } from './sheets/sheet-dialect.ts';

/** The rest of a part as lines in the sheet's dialect: as the source writes them, out of its cells, or looked up for another sheet's rows. */
export async function* stageLines(context: Context, run: ExportRun, tables: readonly OpenTable[], sheet: StoredSheet, part: PartState): AsyncIterable<SourceLines> {
  const { source, context: asking, query } = tables[sheet.sheet]!;
  const dialect = sheetDialect(run.export, sheet);
  const { role } = sheet;
  if ('of' in role) {
    const chunks = await context.database.inPortal(run.portalId, (tx) => listChunks(tx, run.jobId));
    yield* readRelated({
      files: context.files, sheet, table: tables[sheet.sheet]!, parent: run.export.sheets[role.of]!, parentTable: tables[role.of]!, dialect,
      chunks: chunks.filter((chunk) => chunk.sheet === role.of),
    }, part.cursor);
    return;
  }
  const name = sheet.plan!.parts[part.part]!;
  yield* source.lines?.(asking, query, name, part.cursor, dialect) ?? writeLines(source.read(asking, query, name, part.cursor), sheet, dialect);
}

async function* writeLines(batches: AsyncIterable<SourceBatch>, sheet: StoredSheet, dialect: LineDialect): AsyncIterable<SourceLines> {
  for await (const { rows, keys, ...batch } of batches) {
    const lines = createCsvLines(sheet.columns, dialect);
    const changes: Changes[] = [];
    let text = '';
    for (const row of rows) {
      const before = keys === undefined ? null : lines.counts();
      text += lines.line(row);
      if (before !== null) changes.push(since(before, lines.counts()));
    }
    const known = keys?.map((key) => ({ ...key, ...(key.written ? changes.shift()! : UNCHANGED) }));
    yield { body: only(Buffer.from(text, 'utf8')), summary: () => ({ ...batch, rows: rows.length, ...lines.counts(), ...(known === undefined ? {} : { keys: known }) }) };
  }
}

type Changes = { readonly neutralised: number; readonly replaced: number };
const UNCHANGED: Changes = { neutralised: 0, replaced: 0 };

function since(before: Changes, after: Changes): Changes {
  return { neutralised: after.neutralised - before.neutralised, replaced: after.replaced - before.replaced };
}

async function* only(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
