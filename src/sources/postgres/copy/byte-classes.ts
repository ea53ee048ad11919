import type { LineDialect } from '../../../core/csv/line-dialect.ts';

/** Bytes with a meaning in COPY's CSV. */
export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const LINE_FEED = 0x0a;
export const RETURN = 0x0d;

/** What a byte may mean for how a field is written; bits of the table. */
export const SPLITS = 1;
export const SUSPECT_FIRST = 2;
export const SUSPECT_LAST = 4;

/**
 * By byte. `SPLITS`: a field that holds it is quoted in this dialect. `SUSPECT_FIRST`, `SUSPECT_LAST`: a field that
 * begins or ends with it may need an apostrophe or quotes, so its text has to be looked at. Beyond ASCII these are the
 * bytes with which the white space and formula signs of csv/cell-writer.ts begin and end.
 */
export function byteClasses(dialect: LineDialect): Uint8Array {
  const table = new Uint8Array(256);
  const mark = (bit: number, bytes: Iterable<number>): void => {
    for (const byte of bytes) table[byte]! |= bit;
  };
  mark(SPLITS, Buffer.from('",\r\n'));
  if (dialect.kind === 'staging') return table;

  mark(SPLITS, Buffer.from(';\t'));
  mark(SUSPECT_FIRST, Buffer.from('\0 \t\n\v\f\r"\'=+-@'));
  mark(SUSPECT_FIRST, [0xc2, 0xe1, 0xe2, 0xe3, 0xef]);
  mark(SUSPECT_LAST, Buffer.from(' \v\f'));
  mark(SUSPECT_LAST, Array.from({ length: 0x40 }, (_, at) => 0x80 + at));
  return table;
}
