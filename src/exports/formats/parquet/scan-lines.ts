import type { ColumnType } from '#contract';
import type { Findings } from './findings.ts';
import { lookAtValue } from './look-at-value.ts';
import type { Counting, TypedColumn } from './look-at-value.ts';

/** When a file of lines is full. */
export type CutRule = { readonly rows: number; readonly bytes: number };

export type LineCounts = {
  readonly rows: number;
  readonly bytes: number;
  /** Bytes of the longest line with its line end. */
  readonly longestLine: number;
};

export type LineScanner = {
  /**
   * Reads the whole lines of bytes[from, end) until the file is full; answers where it stopped. bytes[end] must be a
   * line feed that belongs to no line: nothing is looked for behind it.
   */
  scan(bytes: Buffer, from: number, end: number): number;
  isFull(): boolean;
  /** What was read since the last call. */
  take(): LineCounts;
  /** What the values of each column were so far, over all files; null for texts. */
  findings(): readonly (Findings | null)[];
};

const QUOTE = 0x22;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;

/** Finds where staged lines and their fields end and looks at every value of a column that is no text. */
export function createLineScanner(types: readonly ColumnType[], rule: CutRule): LineScanner {
  const last = types.length - 1;
  const typed = types.flatMap((type, at) => (type === 'text' ? [] : [{ at, type: type as TypedColumn, found: none() }]));
  /** Where the fields of the line begin, and behind the last where the next line does. */
  const starts = new Int32Array(types.length + 1);
  let rows = 0;
  let bytesRead = 0;
  let longestLine = 0;

  /** Finds the fields of the line at `from`; answers where the next one begins, or -1 when the line is not whole. */
  function split(bytes: Buffer, from: number, end: number): number {
    let p = from;
    for (let column = 0; ; column += 1) {
      starts[column] = p;
      let c = bytes[p]!;
      if (c === QUOTE) {
        do {
          do c = bytes[++p]!; while (c !== QUOTE && p < end);
          if (p >= end) return -1;
          c = bytes[++p]!;
        } while (c === QUOTE);
      } else {
        while (c > COMMA || (c !== COMMA && c !== LINE_FEED && c !== QUOTE)) c = bytes[++p]!;
      }
      if (p >= end) return -1;
      if (c !== (column === last ? LINE_FEED : COMMA)) throw new RangeError('a staged line is malformed');
      p += 1;
      if (column < last) continue;
      starts[last + 1] = p;
      return p;
    }
  }

  function isFull(): boolean {
    return rows >= rule.rows || bytesRead >= rule.bytes;
  }

  return {
    scan(bytes, from, end) {
      let p = from;
      while (p < end && !isFull()) {
        const next = split(bytes, p, end);
        if (next === -1) return p;
        for (const { at, type, found } of typed) {
          const start = starts[at]!;
          const behind = starts[at + 1]! - 1;
          if (behind > start) lookAtValue(type, found, bytes, start, behind);
        }
        rows += 1;
        bytesRead += next - p;
        if (next - p > longestLine) longestLine = next - p;
        p = next;
      }
      return p;
    },
    isFull,
    take() {
      const counts = { rows, bytes: bytesRead, longestLine };
      rows = 0;
      bytesRead = 0;
      longestLine = 0;
      return counts;
    },
    findings() {
      const all: (Findings | null)[] = types.map(() => null);
      for (const { at, found } of typed) all[at] = { ...found };
      return all;
    },
  };
}

function none(): Counting {
  return { values: 0, strange: 0, other: 0, inexact: 0, whole: 0, scale: 0 };
}
