import { createCsvLines } from '../../../core/csv/create-csv-lines.ts';
import type { CsvLines } from '../../../core/csv/create-csv-lines.ts';
import { defineFormat } from '../define-format.ts';
import type { RenderSheet } from '../define-format.ts';
import { onlySheet } from '../only-sheet.ts';

const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t' } as const;
/** Excel reads UTF-8 only behind a byte order mark. */
const BYTE_ORDER_MARK = '\uFEFF';

async function* fileLines(sheet: RenderSheet, writer: CsvLines): AsyncIterable<Uint8Array> {
  for await (const batch of sheet.rows()) yield Buffer.from(batch.map((row) => writer.line(row)).join(''), 'utf8');
}

/** Comma-separated text that every program reads; its chunks are staged as they stand in the file and only joined. */
export const csvFormat = defineFormat({
  key: 'csv',
  title: 'CSV',
  extension: 'csv',
  contentType: 'text/csv; charset=utf-8',
  bytesPerCell: { text: 15, number: 7, money: 9, date: 11, datetime: 25, boolean: 6 },
  renderSeconds: 0.1,
  manySheets: false,
  dialect: (options) => ({ kind: 'file', delimiter: DELIMITERS[options.delimiter ?? 'comma'] }),
  render({ sheets, options }) {
    const sheet = onlySheet(sheets);
    const delimiter = DELIMITERS[options.delimiter ?? 'comma'];
    const mark = options.bom ?? true;
    const header = createCsvLines(sheet.columns, { kind: 'file', delimiter });

    async function* body(): AsyncIterable<Uint8Array> {
      yield Buffer.from((mark ? BYTE_ORDER_MARK : '') + header.header(), 'utf8');
      if (sheet.dialect.kind === 'file') yield* sheet.lines();
      else yield* fileLines(sheet, header);
    }

    return {
      body: body(),
      summary: () => ({
        rows: [sheet.staged.rows],
        cells: {
          neutralised: sheet.staged.neutralised + header.counts().neutralised,
          replaced: sheet.staged.replaced + header.counts().replaced,
          cut: 0, cutPlaces: [], keptAsText: 0,
        },
        facts: { format: 'csv', encoding: mark ? 'utf-8 with BOM' : 'utf-8', delimiter, lineEnd: 'CRLF' },
      }),
    };
  },
});
