import { defineFormat } from '../define-format.ts';
import { linePieces } from '../line-pieces.ts';
import { createCsvLines } from './csv-lines.ts';

const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t' } as const;
/** Excel reads UTF-8 only behind a byte order mark. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Comma-separated text that every program reads; with another delimiter or without the mark where a reader wants it so. */
export const csvFormat = defineFormat({
  key: 'csv',
  title: 'CSV',
  extension: 'csv',
  contentType: 'text/csv; charset=utf-8',
  bytesPerCell: { text: 15, number: 7, money: 9, date: 11, datetime: 25, boolean: 6 },
  renderSeconds: 1.2,
  render({ columns, rows, options }) {
    const delimiter = DELIMITERS[options.delimiter ?? 'comma'];
    const mark = options.bom ?? true;
    const lines = createCsvLines(columns, delimiter);
    const pieces = linePieces(() => (mark ? BYTE_ORDER_MARK : '') + lines.header(), rows, lines.line);
    return {
      body: pieces.body,
      summary: () => ({
        rows: pieces.rows(),
        cells: { ...lines.counts(), cut: 0, cutPlaces: [], keptAsText: 0 },
        facts: { format: 'csv', encoding: mark ? 'utf-8 with BOM' : 'utf-8', delimiter, lineEnd: 'CRLF' },
      }),
    };
  },
});
