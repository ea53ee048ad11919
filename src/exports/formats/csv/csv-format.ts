import { createCsvLines } from '../../../core/csv/create-csv-lines.ts';
import { defineFormat } from '../define-format.ts';
import type { RenderSheet } from '../define-format.ts';
import { onlySheet } from '../only-sheet.ts';
import { localLines } from './local-lines.ts';
import type { LocalLines } from './local-lines.ts';

const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t' } as const;
/** Excel reads UTF-8 only behind a byte order mark. */
const BYTE_ORDER_MARK = '\uFEFF';

async function* fileLines(sheet: RenderSheet, writer: Pick<LocalLines, 'line'>): AsyncIterable<Uint8Array> {
  for await (const batch of sheet.rows()) yield Buffer.from(batch.map((row) => writer.line(row)).join(''), 'utf8');
}

/**
 * Comma-separated text that every program reads; its chunks are staged as they stand in the file and only joined. Written as a
 * country does, they are staged neutral: only this file's own lines are local.
 */
export const csvFormat = defineFormat({
  key: 'csv',
  title: 'CSV',
  extension: 'csv',
  contentType: 'text/csv; charset=utf-8',
  bytesPerCell: { text: 15, number: 7, money: 9, date: 11, datetime: 25, boolean: 6 },
  renderSeconds: 0.1,
  manySheets: false,
  dialect: ({ delimiter = 'comma', locale }) => (locale === undefined ? { kind: 'file', delimiter: DELIMITERS[delimiter] } : { kind: 'staging' }),
  render({ sheets, options }) {
    const sheet = onlySheet(sheets);
    const delimiter = DELIMITERS[options.delimiter ?? 'comma'];
    const mark = options.bom ?? true;
    const header = createCsvLines(sheet.columns, { kind: 'file', delimiter });
    const local = options.locale === undefined ? null : localLines(sheet.columns, delimiter, options.locale);

    async function* body(): AsyncIterable<Uint8Array> {
      yield Buffer.from((mark ? BYTE_ORDER_MARK : '') + header.header(), 'utf8');
      if (sheet.dialect.kind === 'file') yield* sheet.lines();
      else yield* fileLines(sheet, local ?? header);
    }

    return {
      body: body(),
      summary: () => ({
        rows: [sheet.staged.rows],
        cells: {
          neutralised: sheet.staged.neutralised + header.counts().neutralised + (local?.counts().neutralised ?? 0),
          replaced: sheet.staged.replaced + header.counts().replaced + (local?.counts().replaced ?? 0),
          cut: 0, cutPlaces: [], keptAsText: local?.counts().keptAsText ?? 0,
        },
        facts: { format: 'csv', encoding: mark ? 'utf-8 with BOM' : 'utf-8', delimiter, lineEnd: 'CRLF', ...(options.locale === undefined ? {} : { locale: options.locale }) },
      }),
    };
  },
});
