import type { Cell, Column, ExportFormat, ExportOptions } from '#contract';
import { createCsvLines } from '../../../src/core/csv/create-csv-lines.ts';
import type { LineDialect } from '../../../src/core/csv/line-dialect.ts';
import { readStagedLines } from '../../../src/core/csv/read-staged-lines.ts';
import type { CellCounts, RenderSheet } from '../../../src/exports/formats/define-format.ts';
import type { FileFacts } from '../../../src/exports/formats/file-facts.ts';
import { formatOf } from '../../../src/exports/formats/format-of.ts';

export type Row = readonly Cell[];

export function column(title: string, type: Column['type'] = 'text'): Column {
  return { key: title, title, type, sortable: false, operators: [] };
}

type MadeOf<Rows> = ReturnType<Making<Rows>['summary']> & { readonly bytes: Buffer; readonly text: string };
export type Made = MadeOf<number>;
export type MadeSheets = MadeOf<readonly number[]>;

/** The whole file of these rows, and what the writer says about it. */
export async function renderRows(format: ExportFormat, columns: readonly Column[], rows: readonly Row[], options: ExportOptions = {}): Promise<Made> {
  const made = formatOf(format);
  const { body, summary } = made.render({ sheets: [stagedSheet(columns, rows, made.dialect(options))], options });
  return collect({ body, summary: () => ({ ...summary(), rows: summary().rows[0]! }) });
}

/** A table as it is between staging and rendering. */
export function stagedSheet(columns: readonly Column[], rows: readonly Row[], dialect: LineDialect, title = 'Orders'): RenderSheet {
  const writer = createCsvLines(columns, dialect);
  const text = rows.map((row) => writer.line(row)).join('');
  async function* lines(): AsyncIterable<Uint8Array> {
    yield Buffer.from(text, 'utf8');
  }
  return { title, columns, dialect, staged: { rows: rows.length, ...writer.counts() }, lines, files: null, rows: () => readStagedLines(lines(), columns.length) };
}

/** The same bytes, `size` at a time. */
export async function* inPieces(bytes: AsyncIterable<Uint8Array>, size: number): AsyncIterable<Uint8Array> {
  for await (const piece of bytes) {
    for (let from = 0; from < piece.length; from += size) yield piece.subarray(from, from + size);
  }
}

/** What a writer makes; `rows` is a number where there is one table. */
type Making<Rows> = { readonly body: AsyncIterable<Uint8Array>; readonly summary: () => { readonly rows: Rows; readonly cells: CellCounts; readonly facts: FileFacts } };

export async function collect<Rows>({ body, summary }: Making<Rows>): Promise<MadeOf<Rows>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(Buffer.from(piece));
  const bytes = Buffer.concat(pieces);
  return { ...summary(), bytes, text: bytes.toString('utf8') };
}
