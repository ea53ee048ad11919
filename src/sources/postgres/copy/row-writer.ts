import { cellWriter } from '../../../core/csv/cell-writer.ts';
import type { CellChanges } from '../../../core/csv/cell-writer.ts';
import type { LineDialect } from '../../../core/csv/line-dialect.ts';
import { byteClasses, COMMA, LINE_FEED, QUOTE, RETURN, SPLITS, SUSPECT_FIRST, SUSPECT_LAST } from './byte-classes.ts';
import { fieldText } from './field-text.ts';
import { malformed } from './malformed.ts';
import { mayChange } from './may-change.ts';

/** How a column of COPY's output is written. `hidden` columns stand in no line. */
export type CopyColumn = {
  readonly as: 'hidden' | 'text' | 'number' | 'boolean' | 'timestamp' | 'timestamptz';
  /** How a value becomes a cell; null: as it is. */
  readonly decode: ((text: string) => string) | null;
};

export type RowWriter = {
  /**
   * Writes the rows of from[start, end), whose last byte is a line feed, to `to` from `at`; there must be room.
   * Returns where it stopped: before `end` when the last row is not whole.
   */
  write(from: Buffer, start: number, end: number, to: Buffer, at: number): number;
  /** Where the next line goes in `to`. */
  at(): number;
  /** Rows written so far. */
  rows(): number;
  /** The key of the last row; null when nothing stood there. */
  lastKey(): string | null;
  readonly changes: Readonly<CellChanges>;
};

const HIDDEN = 0;
const TEXT = 1;
const NUMBER = 2;
const BOOLEAN = 3;
const TIMESTAMP = 4;
const TIMESTAMPTZ = 5;
const OPS = { hidden: HIDDEN, text: TEXT, number: NUMBER, boolean: BOOLEAN, timestamp: TIMESTAMP, timestamptz: TIMESTAMPTZ } as const;

const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

/** A line has at most this many times the bytes of its row: `f` becomes `false`, a field gets quotes and an apostrophe. */
export const GROWTH = 4;

/**
 * Turns rows of `COPY … (FORMAT csv)` into lines of the dialect, byte for byte what csv/create-csv-lines.ts makes of
 * the same cells. Bytes are copied as they are passed over; only a field that may need more is made a string.
 */
export function createRowWriter(columns: readonly CopyColumn[], keyAt: number, dialect: LineDialect): RowWriter {
  const ops = Uint8Array.from(columns, (column) => OPS[column.as]);
  const classes = byteClasses(dialect);
  const file = dialect.kind === 'file';
  const delimiter = dialect.kind === 'file' ? dialect.delimiter.charCodeAt(0) : COMMA;
  const writeCell = cellWriter(dialect);
  const changes: CellChanges = { neutralised: 0, replaced: 0 };
  let at = 0;
  let rows = 0;
  let key = Buffer.alloc(64);
  let keyLength = 0;

  function keepKey(from: Buffer, start: number, end: number): void {
    keyLength = end - start;
    if (keyLength > key.length) key = Buffer.alloc(keyLength * 2);
    for (let index = 0; index < keyLength; index += 1) key[index] = from[start + index]!;
  }

  function rewrite(column: number, from: Buffer, start: number, end: number, to: Buffer, out: number): number {
    const { as, decode } = columns[column]!;
    const value = fieldText(from, start, end);
    const cell = value === null || decode === null ? value : decode(value);
    return out + to.write(writeCell(cell, as === 'number', changes), out);
  }

  function write(from: Buffer, start: number, end: number, to: Buffer, startAt: number): number {
    const last = ops.length - 1;
    let p = start;
    let o = startAt;
    let keyStart = 0;
    let keyEnd = 0;
    while (p < end) {
      const rowStart = p;
      const rowAt = o;
      const { neutralised } = changes;
      let rowKeyStart = 0;
      let rowKeyEnd = 0;
      for (let column = 0; column <= last; column += 1) {
        const op = ops[column]!;
        const fieldStart = p;
        const fieldAt = o;
        let plain = true;
        let c = from[p]!;

        if (c === QUOTE) {
          let seen = 0;
          to[o++] = QUOTE;
          for (;;) {
            c = from[++p]!;
            while (c !== QUOTE && p < end) {
              seen |= classes[c]!;
              to[o++] = c;
              c = from[++p]!;
            }
            to[o++] = QUOTE;
            if (p >= end || from[p + 1] !== QUOTE) break;
            seen |= SPLITS;
            to[o++] = QUOTE;
            p += 1;
          }
          if (p >= end) {
            changes.neutralised = neutralised;
            if (rowStart > start) keepKey(from, keyStart, keyEnd);
            at = rowAt;
            return rowStart;
          }
          c = from[++p]!;
          if (c !== COMMA && c !== LINE_FEED) throw malformed('a field goes on behind its quote');
          plain = op === TEXT && (seen & SPLITS) !== 0 && (classes[from[fieldStart + 1]!]! & SUSPECT_FIRST) === 0;
        } else if (op === TEXT) {
          const first = c;
          while ((classes[c]! & SPLITS) === 0) {
            to[o++] = c;
            c = from[++p]!;
          }
          if ((classes[first]! & SUSPECT_FIRST) !== 0 || (p > fieldStart && (classes[from[p - 1]!]! & SUSPECT_LAST) !== 0)) plain = !mayChange(from, fieldStart, p);
          if (c !== COMMA && c !== LINE_FEED) plain = false;
        } else if (op === NUMBER) {
          const digit = c === 0x2d ? from[p + 1]! : c;
          plain = (digit >= 0x30 && digit <= 0x39) || c === COMMA || c === LINE_FEED;
          while (c !== COMMA && c !== LINE_FEED) {
            to[o++] = c;
            c = from[++p]!;
          }
        } else if (op === BOOLEAN) {
          if (c !== COMMA && c !== LINE_FEED) {
            const word = c === 0x74 ? TRUE : FALSE;
            for (let index = 0; index < word.length; index += 1) to[o++] = word[index]!;
            c = from[++p]!;
            plain = c === COMMA || c === LINE_FEED;
          }
        } else if (op === HIDDEN) {
          while (c !== COMMA && c !== LINE_FEED) c = from[++p]!;
        } else if (c !== COMMA && c !== LINE_FEED) {
          // YYYY-MM-DD HH:MM:SS[.ffffff], with time zone +00; whatever looks otherwise goes by its text.
          plain = from[p + 4] === 0x2d && from[p + 10] === 0x20;
          if (plain) {
            for (let index = 0; index < 19; index += 1) to[o++] = from[p++]!;
            to[o - 9] = 0x54;
            to[o++] = 0x2e;
            c = from[p]!;
            let digits = 0;
            if (c === 0x2e) {
              c = from[++p]!;
              for (; c >= 0x30 && c <= 0x39; c = from[++p]!) {
                if (digits < 3) {
                  to[o++] = c;
                  digits += 1;
                }
              }
            }
            for (; digits < 3; digits += 1) to[o++] = 0x30;
            if (op === TIMESTAMPTZ) {
              if (c === 0x2b && from[p + 1] === 0x30 && from[p + 2] === 0x30) {
                to[o++] = 0x5a;
                p += 3;
                c = from[p]!;
              } else {
                plain = false;
              }
            }
          }
          if (c !== COMMA && c !== LINE_FEED) plain = false;
        }

        while (c !== COMMA && c !== LINE_FEED && p < end) c = from[++p]!;
        if (c !== (column === last ? LINE_FEED : COMMA)) throw malformed('a row has another number of fields');
        if (!plain && op !== HIDDEN) o = rewrite(column, from, fieldStart, p, to, fieldAt);
        if (column === keyAt) {
          rowKeyStart = fieldStart;
          rowKeyEnd = p;
        }
        if (op === HIDDEN) o = fieldAt;
        else if (column < last) to[o++] = delimiter;
        p += 1;
      }
      if (file) to[o++] = RETURN;
      to[o++] = LINE_FEED;
      keyStart = rowKeyStart;
      keyEnd = rowKeyEnd;
      rows += 1;
    }
    if (p > start) keepKey(from, keyStart, keyEnd);
    at = o;
    return p;
  }

  return { write, at: () => at, rows: () => rows, lastKey: () => fieldText(key, 0, keyLength), changes };
}
