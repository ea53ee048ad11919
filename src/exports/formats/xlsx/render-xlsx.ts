import type { Cell, Column } from '#contract';
import type { CellCounts } from '../define-format.ts';
import type { FileFacts } from '../file-facts.ts';
import { createZip } from '../zip/create-zip.ts';
import { createBatchReader } from './batch-reader.ts';
import { columnWidths } from './column-widths.ts';
import type { XlsxLimits } from './limits.ts';
import { createRowXml } from './row-xml.ts';
import { sheetName } from './sheet-name.ts';
import { sheetEnd, sheetStart } from './sheet-xml.ts';
import { STYLES_XML } from './styles.ts';
import { PACKAGE_RELATIONS, workbookParts } from './workbook-parts.ts';

export type XlsxInput = { readonly title: string; readonly columns: readonly Column[]; readonly rows: AsyncIterable<readonly (readonly Cell[])[]> };
export type RenderedXlsx = {
  readonly body: AsyncIterable<Uint8Array>;
  readonly summary: () => { readonly rows: number; readonly cells: CellCounts; readonly facts: FileFacts };
};

/** Characters of XML that are handed to the packer at once. */
const PIECE = 256 * 1024;
const ROWS_FOR_WIDTHS = 200;

/**
 * A workbook as a stream: sheets are written as the rows come, and a new one begins where Excel's limit is, so memory
 * stays flat. Each sheet has the header. Dates of the archive are fixed: the same rows give the same bytes.
 */
export function renderXlsx({ title, columns, rows }: XlsxInput, limits: XlsxLimits): RenderedXlsx {
  const rowXml = createRowXml(columns);
  const reader = createBatchReader(rows);
  const sheets: { name: string; rows: number }[] = [];
  let written = 0;

  async function* body(): AsyncIterable<Uint8Array> {
    const zip = createZip();
    yield* zip.file('_rels/.rels', only(PACKAGE_RELATIONS));
    yield* zip.file('xl/styles.xml', only(STYLES_XML));
    const widths = columnWidths(columns, await reader.first(ROWS_FOR_WIDTHS));
    do {
      yield* zip.file(`xl/worksheets/sheet${sheets.length + 1}.xml`, sheet(widths));
    } while (await reader.hasMore());
    for (const { path, xml } of workbookParts(sheets.map(({ name }) => name))) yield* zip.file(path, only(xml));
    yield zip.end();
  }

  async function* sheet(widths: readonly number[]): AsyncIterable<Uint8Array> {
    const made = { name: sheetName(title, sheets.length + 1), rows: 0 };
    sheets.push(made);
    let bytes = 0;
    let piece = sheetStart(widths, sheets.length === 1) + rowXml.header();
    while (made.rows + 1 < limits.sheetRows && bytes < limits.sheetBytes && (reader.atHand() || (await reader.hasMore()))) {
      made.rows += 1;
      written += 1;
      piece += rowXml.row(reader.take(), made.rows + 1, written);
      if (piece.length < PIECE) continue;
      const packed = Buffer.from(piece, 'utf8');
      bytes += packed.length;
      piece = '';
      yield packed;
    }
    yield Buffer.from(piece + sheetEnd(columns.length, made.rows + 1), 'utf8');
  }

  return {
    body: body(),
    summary: () => ({ rows: written, cells: rowXml.counts(), facts: { format: 'xlsx', encoding: 'utf-8', dateTimes: 'UTC', sheets } }),
  };
}

async function* only(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text, 'utf8');
}
