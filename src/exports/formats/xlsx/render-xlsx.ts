import type { Column } from '#contract';
import { AppError } from '../../../core/errors/index.ts';
import { readStagedLines } from '../../../core/csv/read-staged-lines.ts';
import type { CellCounts } from '../define-format.ts';
import type { FileFacts } from '../file-facts.ts';
import { createZip } from '../zip/create-zip.ts';
import { PIECES_AHEAD } from '../zip/deflate-pieces.ts';
import { columnWidths } from './column-widths.ts';
import { createSheetNames } from './create-sheet-names.ts';
import type { XlsxLimits } from './limits.ts';
import { createLineReader } from './line-reader.ts';
import type { LineReader } from './line-reader.ts';
import { createPieceRing } from './piece-ring.ts';
import type { Piece } from './piece.ts';
import { putText } from './put-text.ts';
import { createRowWriter } from './row-writer.ts';
import type { RowWriter } from './row-writer.ts';
import { sheetEnd, sheetStart } from './sheet-xml.ts';
import { STYLES_XML } from './styles.ts';
import { sumCounts } from './sum-counts.ts';
import { PACKAGE_RELATIONS, workbookParts } from './workbook-parts.ts';

/** A table of the workbook; its rows are staged lines (dialect `staging`), in pieces cut anywhere. */
export type XlsxTable = { readonly title: string; readonly columns: readonly Column[]; readonly lines: () => AsyncIterable<Uint8Array> };

export type RenderedXlsx = {
  readonly body: AsyncIterable<Uint8Array>;
  /** `rows` of each table. */
  readonly summary: () => { readonly rows: readonly number[]; readonly cells: CellCounts; readonly facts: FileFacts & { readonly format: 'xlsx' } };
};

/** Bytes of XML that are packed at once. */
const PIECE = 512 * 1024;
/** A row may stand behind them: as long as one of ordinary cells is. */
const ROOM = 64 * 1024;
const ROWS_FOR_WIDTHS = 200;
const NOT_WHOLE = 'the last staged line is not whole';

/**
 * A workbook as a stream: sheets are written as the lines come, and a new one begins where Excel's limit is, so memory
 * stays flat. Each sheet has the header. Dates of the archive are fixed: the same rows give the same bytes.
 */
export function renderXlsx(tables: readonly XlsxTable[], limits: XlsxLimits, packing: { readonly level?: number } = {}): RenderedXlsx {
  for (const { title, columns } of tables) refuseTooWide(title, columns.length, limits);
  const nextPiece = createPieceRing(PIECES_AHEAD + 1, PIECE + ROOM);
  const nextName = createSheetNames();
  const sheets: { readonly name: string; readonly table: number; rows: number }[] = [];
  const written = tables.map(({ columns }) => ({ rows: 0, writer: createRowWriter(columns) }));

  async function* body(): AsyncIterable<Uint8Array> {
    const zip = createZip(packing);
    yield* zip.file('_rels/.rels', only(PACKAGE_RELATIONS));
    yield* zip.file('xl/styles.xml', only(STYLES_XML));
    for (const [index, { title, columns, lines }] of tables.entries()) {
      const reader = createLineReader(lines());
      const widths = await widthsOf(columns, reader);
      do {
        sheets.push({ name: nextName(title), table: index + 1, rows: 0 });
        yield* zip.file(`xl/worksheets/sheet${sheets.length}.xml`, sheetXml(written[index]!, reader, widths));
      } while (reader.bytes().length > 0 || (await reader.more()));
      if (reader.bytes().length > 0) throw new RangeError(NOT_WHOLE);
    }
    for (const { path, xml } of workbookParts(sheets.map(({ name }) => name))) yield* zip.file(path, only(xml));
    yield zip.end();
  }

  async function* sheetXml(table: { rows: number; readonly writer: RowWriter }, reader: LineReader, widths: readonly number[]): AsyncIterable<Uint8Array> {
    const sheet = sheets.at(-1)!;
    let bytes = 0;
    let piece = nextPiece();
    putText(sheetStart(widths, sheets.length === 1), piece);
    table.writer.header(piece);
    for (;;) {
      const rows = writeRows(table.writer, reader, piece, sheet.rows + 2, limits.sheetRows, table.rows);
      sheet.rows += rows;
      table.rows += rows;
      if (piece.at >= PIECE) {
        bytes += piece.at;
        yield piece.bytes.subarray(0, piece.at);
        piece = nextPiece();
        if (bytes < limits.sheetBytes) continue;
      }
      if (bytes >= limits.sheetBytes || sheet.rows + 1 >= limits.sheetRows) break;
      if (await reader.more()) continue;
      if (reader.bytes().length > 0) throw new RangeError(NOT_WHOLE);
      break;
    }
    putText(sheetEnd(widths.length, sheet.rows + 1), piece);
    yield piece.bytes.subarray(0, piece.at);
  }

  return {
    body: body(),
    summary: () => ({
      rows: written.map(({ rows }) => rows),
      cells: sumCounts(written.map(({ writer }, index) => ({ table: tables[index]!.title, counts: writer.counts() }))),
      facts: { format: 'xlsx', encoding: 'utf-8', dateTimes: 'UTC', sheets },
    }),
  };
}

/** Writes whole rows as rows `from` to `last` of a sheet, until the piece is full or none is left; `before` are in the file. Gives their number. */
function writeRows(writer: RowWriter, reader: LineReader, piece: Piece, from: number, last: number, before: number): number {
  const lines = reader.bytes();
  let at = 0;
  let rows = 0;
  while (from + rows <= last && piece.at < PIECE && at < lines.length) {
    const next = writer.row(lines, at, piece, from + rows, before + rows + 1);
    if (next === -1) break;
    at = next;
    rows += 1;
  }
  reader.take(at);
  return rows;
}

async function widthsOf(columns: readonly Column[], reader: LineReader): Promise<number[]> {
  if (columns.length === 0) return [];
  const rows: (string | null)[][] = [];
  const first = await reader.first(ROWS_FOR_WIDTHS);
  for await (const batch of readStagedLines(only(first), columns.length)) rows.push(...batch);
  return columnWidths(columns, rows);
}

function refuseTooWide(title: string, columns: number, limits: XlsxLimits): void {
  if (columns <= limits.columns) return;
  throw new AppError('request.too_large', {
    userMessage: `An Excel sheet holds ${limits.columns.toLocaleString('en-US')} columns; ${title} has ${columns.toLocaleString('en-US')}.`,
    fix: 'Choose fewer columns, or CSV or JSON Lines instead of Excel.',
  });
}

async function* only(bytes: Uint8Array | string): AsyncIterable<Uint8Array> {
  yield typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes;
}
