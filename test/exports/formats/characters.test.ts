import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../support/read-workbook.ts';
import { column, renderRows } from './render.ts';
import type { Row } from './render.ts';

/** Every UTF-16 unit between two letters, lone surrogates among them, 64 to a cell; and pairs that are whole. */
const UNITS: Row[] = Array.from({ length: 1024 }, (_, block) => [
  `a${Array.from({ length: 64 }, (_unit, at) => String.fromCharCode(block * 64 + at)).join('b')}c`,
]);
const EMOJI: Row[] = [['a🚀b👩‍👩‍👧c𐀀d\u{10FFFF}e']];
const ROWS = [...UNITS, ...EMOJI];

const LONE = /\p{Cs}/gu;
/** Tab and line breaks are the only control characters below U+0020 that XML 1.0 knows. */
const NOT_IN_XML = /[\0-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu; // eslint-disable-line no-control-regex

function count(pattern: RegExp): number {
  return ROWS.reduce((sum, [text]) => sum + (text!.match(pattern)?.length ?? 0), 0);
}

describe('every character there is', () => {
  it('comes back from a workbook; what XML cannot hold is U+FFFD, and counted (T46, G17)', async () => {
    const { bytes, cells } = await renderRows('xlsx', [column('text')], ROWS);

    const [, ...rows] = (await readWorkbook(bytes)).sheets[0]!.cells;

    expect(rows.map(([cell]) => cell?.value)).toEqual(ROWS.map(([text]) => text!.replaceAll(NOT_IN_XML, '\uFFFD')));
    expect(cells.replaced).toBe(count(NOT_IN_XML));
    expect(count(NOT_IN_XML)).toBe(2048 + 29 + 2);
  });

  it('comes back from CSV; only lone surrogates are U+FFFD, and counted (T46)', async () => {
    const { text, cells } = await renderRows('csv', [column('text')], ROWS);

    const [, ...rows] = parse(text, { bom: true }) as string[][];

    expect(rows.map(([cell]) => cell)).toEqual(ROWS.map(([cell]) => cell!.replaceAll(LONE, '\uFFFD')));
    expect(cells.replaced).toBe(2048);
  });

  it('comes back from JSON Lines; only lone surrogates are U+FFFD, and counted (T46)', async () => {
    const { bytes, text, cells } = await renderRows('jsonl', [column('text')], ROWS);

    const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as { text: string });

    expect(lines.map((line) => line.text)).toEqual(ROWS.map(([cell]) => cell!.replaceAll(LONE, '\uFFFD')));
    expect(cells.replaced).toBe(2048);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).not.toThrow();
  });
});
