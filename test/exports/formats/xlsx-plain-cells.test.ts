import { describe, expect, it } from 'vitest';
import type { Column } from '#contract';
import { createCsvLines } from '../../../src/core/csv/create-csv-lines.ts';
import { createCarefulCells } from '../../../src/exports/formats/xlsx/careful-cells.ts';
import { putPlainCell } from '../../../src/exports/formats/xlsx/put-plain-cell.ts';
import { createRowFields, splitRow } from '../../../src/exports/formats/xlsx/split-row.ts';
import { FORMULA_PAYLOADS } from './formula-payloads.ts';
import { column } from './render.ts';

const TYPES: readonly Column['type'][] = ['text', 'number', 'money', 'date', 'datetime', 'boolean'];
/** Of the corpus, at least so many are plain: else nothing is shown. */
const PLAIN: Readonly<Record<Column['type'], number>> = { text: 500, number: 500, money: 500, date: 4, datetime: 100, boolean: 2 };
/** What cells are made of: letters, digits, signs, marks of XML, CSV and formulas, blanks, control characters, two to four bytes of UTF-8. */
const BITS = [
  'a', 'Z', '0', '1', '9', '00', '-', '+', '.', ',', ':', 'e5', '_', '_x', '_x000D_', '&', '<', '>', '"', "'", '=', '@', ' ', '\t', '\n', '\r', '\r\n', '\0', '\u001F', '\u007F', '\u0085',
  '\u00A0', 'ß', 'é', '\u07FF', '\u0800', 'あ', '\u3000', '漢', '\u200B', '\u2028', '＝', '\uFEFF', '\uFFFD', '\uFFFE', '\uFFFF', '🚀', '\u{10FFFF}', 'true', 'false',
];
const DATES = ['2026-11-22', '1900-02-29', '1900-03-01', '1900-01-01', '2000-02-29', '1900-02-28', '2100-02-29', '9999-12-31', '10000-01-01', '2026-00-10', '2026-13-01', '2026-04-31', '2026-4-1', '2O26-01-01'];
const TIMES = ['T00:00:00', ' 23:59:59', 'T18:57:03.125', 'T18:57:03.1', ' 10:00:00.123456', 'T10:00:00.1234567', 'T23:59:59.999999', 'T24:00:00', 'T10:60:00', 'T10:00:60', 'T10:00', 'T1:00:00', 'T10-00-00', 'T10:00:00.'];
const ZONES = ['', 'Z', '+00', '+00:00', '+0000', '-00:00', '+02:00', '-0530', '+1', '+00:0', 'z', ' UTC'];

function corpus(): string[] {
  let seed = 20261122;
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const mixed = Array.from({ length: 20_000 }, () => Array.from({ length: 1 + next(6) }, () => BITS[next(BITS.length)]!).join(''));
  const numbers = Array.from({ length: 5_000 }, () => `${next(2) === 0 ? '' : '-'}${next(10 ** (1 + next(9)))}${next(2) === 0 ? '' : `.${next(10 ** (1 + next(9)))}`}`);
  const moments = DATES.flatMap((date) => TIMES.flatMap((time) => ZONES.map((zone) => date + time + zone)));
  return [...mixed, ...numbers, ...DATES, ...moments, ...FORMULA_PAYLOADS, ...BITS, 'x'.repeat(32_767), 'x'.repeat(32_768), 'ß'.repeat(32_767)];
}

/** The XML of the value by the quick way; null when that leaves it to the careful one. */
function plainXml(type: Column['type'], value: string): string | null {
  const fields = createRowFields(1);
  const lines = new TextEncoder().encode(createCsvLines([column('c', type)], { kind: 'staging' }).line([value]));
  expect(splitRow(lines, 0, fields)).toBe(lines.length);
  const out = new Uint8Array(lines.length * 7 + 128);
  const end = putPlainCell(type, lines, fields.starts[0]!, fields.ends[0]!, fields.marks[0]!, out, 0);
  return end === -1 ? null : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(out.subarray(0, end));
}

describe('the quick way to write a cell', () => {
  it.each(TYPES)('writes a %s to the letter as the careful one does, or leaves it to that (T43, T44, T46, T47)', (type) => {
    const careful = createCarefulCells([column('c', type)]);
    let plain = 0;

    for (const value of corpus()) {
      const before = careful.counts();
      const expected = careful.cell(0, value, 1);
      const made = plainXml(type, value);
      if (made === null) continue;
      plain += 1;
      expect(made, JSON.stringify(value)).toBe(expected);
      // What is counted for the certificate is only ever counted there.
      expect(careful.counts(), JSON.stringify(value)).toEqual(before);
    }

    expect(plain).toBeGreaterThanOrEqual(PLAIN[type]);
  });
});
