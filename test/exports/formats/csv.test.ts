import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Column } from '#contract';
import { createCsvLines } from '../../../src/core/csv/create-csv-lines.ts';
import type { CsvLines } from '../../../src/core/csv/create-csv-lines.ts';

function column(key: string, type: Column['type']): Column {
  return { key, title: key, type, sortable: false, operators: [] };
}

function fileLines(columns: readonly Column[]): CsvLines {
  return createCsvLines(columns, { kind: 'file', delimiter: ',' });
}

describe('a CSV file', () => {
  it('gives back every cell to another program’s reader: quotes, commas, line breaks, emoji, spaces at the ends (T47)', () => {
    const cells = ['plain', 'a,b', 'say "hi"', 'two\nlines', 'two\r\nlines', ' edge ', 'Grüße 🚀', '007', 'a;b', 'tab\tinside', '', '12345678901234567890'];
    const writer = fileLines(cells.map((_, index) => column(`c${index}`, 'text')));

    const read = parse(writer.header() + writer.line(cells)) as string[][];

    expect(read[1]).toEqual(cells);
    expect(writer.line(cells).endsWith('\r\n')).toBe(true);
  });

  it('holds no cell that a spreadsheet would run, wherever the text came from (T43)', () => {
    const hostile = [
      '=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1', ' =1', '  +1', '\u00A0=1', '\u200B=1', '\uFEFF=1', '＝1+1', '＋1', '－1', '＠x',
      '"=1', "'=1", '=cmd|\' /C calc\'!A0', '-', '+', '=', '@',
    ];
    const writer = fileLines([column('=HYPERLINK("x")', 'text')]);
    const text = writer.header() + hostile.map((cell) => writer.line([cell])).join('');

    for (const [cell] of parse(text) as string[][]) expect(cell!.startsWith("'"), JSON.stringify(cell)).toBe(true);
    expect(writer.counts().neutralised).toBe(hostile.length + 1);
  });

  it('keeps numbers as numbers, also negative ones, but only where the column is one (T43)', () => {
    const writer = fileLines([column('amount', 'money'), column('count', 'number'), column('note', 'text')]);

    expect(writer.line(['-5.00', '-3e+7', '-5'])).toBe("-5.00,-3e+7,'-5\r\n");
    expect(writer.line(['-5+1', '=1', null])).toBe("'-5+1,'=1,\r\n");
  });

  it('writes nothing for a missing value and keeps the columns in place', () => {
    const writer = fileLines([column('a', 'text'), column('b', 'text'), column('c', 'text')]);

    expect(writer.line([null, 'x', null])).toBe(',x,\r\n');
    expect(writer.line(['only'])).toBe('only,,\r\n');
  });
});
