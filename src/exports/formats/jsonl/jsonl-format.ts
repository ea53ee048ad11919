import type { Cell, Column } from '#contract';
import { defineFormat } from '../define-format.ts';
import { isExactNumber } from '../exact-number.ts';
import { linePieces } from '../line-pieces.ts';
import { onlySheet } from '../only-sheet.ts';

const LONE_SURROGATE = /\p{Cs}/gu;

/**
 * One JSON object per line, keyed by column key, every key on every line. Numbers are JSON numbers where no digit can
 * get lost, else strings; dates are ISO 8601 strings. A lone surrogate becomes U+FFFD: strict readers refuse it.
 */
export const jsonlFormat = defineFormat({
  key: 'jsonl',
  title: 'JSON Lines',
  extension: 'jsonl',
  contentType: 'application/x-ndjson; charset=utf-8',
  bytesPerCell: { text: 32, number: 21, money: 23, date: 27, datetime: 41, boolean: 19 },
  renderSeconds: 1.2,
  manySheets: false,
  dialect: () => ({ kind: 'staging' }),
  render({ sheets }) {
    const sheet = onlySheet(sheets);
    const { columns } = sheet;
    let replaced = 0;
    let keptAsText = 0;
    const keys = columns.map(({ key }, at) => `${at === 0 ? '{' : ','}${JSON.stringify(key.toWellFormed())}:`);

    function text(value: string): string {
      if (value.isWellFormed()) return JSON.stringify(value);
      replaced += value.match(LONE_SURROGATE)?.length ?? 0;
      return JSON.stringify(value.toWellFormed());
    }

    function cell(value: Cell, type: Column['type']): string {
      if (value === null) return 'null';
      if (type === 'text' || type === 'date' || type === 'datetime') return text(value);
      const typed = type === 'boolean' ? value === 'true' || value === 'false' : isExactNumber(value);
      if (typed) return value;
      keptAsText += 1;
      return text(value);
    }

    function line(cells: readonly Cell[]): string {
      let written = '';
      for (let at = 0; at < columns.length; at += 1) written += keys[at]! + cell(cells[at] ?? null, columns[at]!.type);
      return columns.length === 0 ? '{}\n' : `${written}}\n`;
    }

    const pieces = linePieces(() => '', sheet.rows(), line);
    return {
      body: pieces.body,
      summary: () => ({
        rows: [pieces.rows()],
        cells: { neutralised: 0, cut: 0, cutPlaces: [], replaced: sheet.staged.replaced + replaced, keptAsText },
        facts: { format: 'jsonl', encoding: 'utf-8', lineEnd: 'LF' },
      }),
    };
  },
});
