import type { OpenTable } from '../connections/index.ts';
import { createCsvLines } from '../core/csv/create-csv-lines.ts';
import type { LineDialect } from '../core/csv/line-dialect.ts';
import type { SourceBatch, SourceLines } from '../sources/define-source.ts';
import type { PartState, StoredExport, StoredSheet } from './exports.store.ts';
import { formatOf } from './formats/format-of.ts';

/** The rest of a part as lines in the format's dialect: as the source writes them, or out of its cells. */
export function stageLines(wanted: StoredExport, table: OpenTable, sheet: StoredSheet, { part, cursor }: PartState): AsyncIterable<SourceLines> {
  const { source, context, query } = table;
  const dialect = formatOf(wanted.format).dialect(wanted.options);
  const name = sheet.plan!.parts[part]!;
  return source.lines?.(context, query, name, cursor, dialect) ?? writeLines(source.read(context, query, name, cursor), sheet, dialect);
}

async function* writeLines(batches: AsyncIterable<SourceBatch>, sheet: StoredSheet, dialect: LineDialect): AsyncIterable<SourceLines> {
  for await (const { rows, ...batch } of batches) {
    const lines = createCsvLines(sheet.columns, dialect);
    let text = '';
    for (const row of rows) text += lines.line(row);
    yield { body: only(Buffer.from(text, 'utf8')), summary: () => ({ ...batch, rows: rows.length, ...lines.counts() }) };
  }
}

async function* only(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
