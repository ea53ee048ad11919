import { describe, expect, it } from 'vitest';
import { createCsvLines } from '../../../../src/core/csv/create-csv-lines.ts';
import type { LineDialect } from '../../../../src/core/csv/line-dialect.ts';
import { createRowRewriter } from '../../../../src/sources/postgres/copy/row-rewriter.ts';
import type { LinePiece } from '../../../../src/sources/postgres/copy/row-rewriter.ts';
import type { CopyColumn } from '../../../../src/sources/postgres/copy/row-writer.ts';
import { decoderOf } from '../../../../src/sources/postgres/decode-cell.ts';
import { randomOf } from '../harness.ts';

const DIALECTS: readonly LineDialect[] = [
  { kind: 'staging' }, { kind: 'file', delimiter: ',' }, { kind: 'file', delimiter: ';' }, { kind: 'file', delimiter: '\t' },
];

/** Pieces of text that mean something to a CSV reader or a spreadsheet, and their neighbours that mean nothing. */
const WORDS = [
  '', 'a', 'Z', '7', 'plain words', '"', '""', "'", ',', ';', '\t', '\n', '\r', '\r\n', ' ', '\v', '\f', '=', '+', '-', '@', '=1+1', '\\.', '\\', '#', '(',
  '\u00A0', '\u0085', '\u1680', '\u2000', '\u200A', '\u200B', '\u200F', '\u2010', '\u2028', '\u202F', '\u205F', '\u2060', '\u20AC', '\u3000', '\u3001', '\uFEFF',
  '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20', '\uFF21', 'é', 'ß', 'Ж', '漢字', 'かな', '한', '🚀', '\u{E0020}', '£', '°', '”', '–', '\x01', '\x1F', '\x7F',
];
const VALUES: Readonly<Record<CopyColumn['as'], readonly string[]>> = {
  hidden: ['1', '-7', 'a,b', 'x"y', '', 'two\nlines'],
  text: WORDS,
  number: ['0', '-5', '12345678901234567890.123', '1e+20', '-2.5e-07', 'NaN', 'Infinity', '-Infinity'],
  boolean: ['t', 'f'],
  timestamp: ['2026-11-22 20:51:18', '2026-11-22 20:51:18.1', '0044-03-15 12:00:00.123456 BC', '12026-01-01 00:00:00', 'infinity', '-infinity', '1999-12-31 23:59:59.999999'],
  timestamptz: ['2026-11-22 20:51:18+00', '2026-11-22 20:51:18.12+00', '0044-03-15 12:00:00+00 BC', '12026-01-01 00:00:00+00', 'infinity', '-infinity', '1999-12-31 23:59:59.999999+00'],
};

type Cells = readonly (string | null)[];

/** What PostgreSQL writes (CopyAttributeOutCSV): quoted when it holds a comma, quote or line break, when it is empty, and `\.` alone in its row. */
function copyOf(rows: readonly Cells[]): Buffer {
  const field = (value: string | null, alone: boolean): string => {
    if (value === null) return '';
    return value === '' || /[",\r\n]/.test(value) || (alone && value === '\\.') ? `"${value.replaceAll('"', '""')}"` : value;
  };
  return Buffer.from(rows.map((cells) => `${cells.map((cell) => field(cell, cells.length === 1)).join(',')}\n`).join(''), 'utf8');
}

function columnOf(as: CopyColumn['as']): CopyColumn {
  return { as, decode: as === 'boolean' || as === 'timestamp' || as === 'timestamptz' ? decoderOf(as) : null };
}

type Options = { readonly rows: number; readonly columns: readonly CopyColumn[]; readonly dialect: LineDialect; readonly keyAt?: number; readonly fieldBytes?: number; readonly rowBytes?: number; readonly utf8?: boolean };

function rewrite(pieces: Iterable<Buffer>, options: Options): { lines: Buffer; neutralised: number; replaced: number; pieces: LinePiece[] } {
  const made: LinePiece[] = [];
  const tooLong = (column: number | null): never => {
    throw new RangeError(`column ${column}`);
  };
  const rewriter = createRowRewriter({ keyAt: 0, utf8: true, fieldBytes: 1_000_000, rowBytes: 10_000_000, pieceBytes: 500, ...options, tooLong, onPiece: (piece) => made.push(piece) });
  for (const piece of pieces) {
    rewriter.push(piece, 0, piece.length);
    // As the driver's buffer is: used again at once.
    piece.fill(0xff);
  }
  rewriter.end(options.rows);
  const sum = (of: (piece: LinePiece) => number): number => made.reduce((total, piece) => total + of(piece), 0);
  return { lines: Buffer.concat(made.map(({ bytes }) => bytes)), neutralised: sum((piece) => piece.neutralised), replaced: sum((piece) => piece.replaced), pieces: made };
}

function* cut(bytes: Buffer, size: () => number): Iterable<Buffer> {
  for (let from = 0; from < bytes.length;) {
    const to = from + size();
    yield Buffer.from(bytes.subarray(from, to));
    from = to;
  }
}

/** A row for each message, as the server sends them. */
function byRow(rows: readonly Cells[]): Buffer[] {
  return rows.map((row) => copyOf([row]));
}

describe('rows of COPY become lines', () => {
  it.each(DIALECTS)('byte for byte as the same cells would, however the bytes are cut: %o (T43, T46, T47)', (dialect) => {
    const random = randomOf(7);
    const any = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
    const text = (): string => Array.from({ length: 1 + Math.floor(random() * 4) }, () => any(WORDS)).join('');

    for (let round = 0; round < 60; round += 1) {
      const kinds: CopyColumn['as'][] = [any(['hidden', 'text', 'number'] as const), ...Array.from({ length: Math.floor(random() * 6) }, () => any(['text', 'text', 'number', 'boolean', 'timestamp', 'timestamptz'] as const))];
      if (kinds.length === 1 && kinds[0] === 'hidden') kinds.push('text');
      const columns = kinds.map(columnOf);
      const rows = Array.from({ length: 40 }, () => kinds.map((kind, at) => {
        const value = kind === 'text' ? text() : any(VALUES[kind]);
        return at > 0 && random() < 0.15 ? null : value;
      }));
      const shown = kinds.flatMap((kind, at) => (kind === 'hidden' ? [] : [at]));
      const wanted = createCsvLines(shown.map((at) => ({ title: '', type: kinds[at] === 'number' ? 'number' : 'text' })), dialect);
      const lines = rows.map((row) => wanted.line(shown.map((at) => (row[at] === null ? null : (columns[at]!.decode?.(row[at]!) ?? row[at]!))))).join('');

      const cuts = [byRow(rows), [copyOf(rows)], cut(copyOf(rows), () => 1), cut(copyOf(rows), () => 1 + Math.floor(random() * 200))];
      for (const pieces of cuts) {
        const made = rewrite(pieces, { rows: 40, columns, dialect });
        expect(made.lines.toString('utf8')).toBe(lines);
        expect(made).toMatchObject({ neutralised: wanted.counts().neutralised, replaced: 0 });
      }
    }
  });
});
