import { describe, expect, it } from 'vitest';
import { createBufferPool } from '../../../../src/core/bytes/buffer-pool.ts';
import { createCsvLines } from '../../../../src/core/csv/create-csv-lines.ts';
import type { LineDialect } from '../../../../src/core/csv/line-dialect.ts';
import { createRowRewriter } from '../../../../src/sources/postgres/copy/row-rewriter.ts';
import type { LinePiece } from '../../../../src/sources/postgres/copy/row-rewriter.ts';
import type { CopyColumn } from '../../../../src/sources/postgres/copy/row-writer.ts';
import { decoderOf } from '../../../../src/sources/postgres/decode-cell.ts';
import { randomOf } from '../../../support/ask-source.ts';

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

type Options = { readonly rows: number; readonly columns: readonly CopyColumn[]; readonly dialect: LineDialect; readonly keyAt?: number; readonly fieldBytes?: number; readonly rowBytes?: number };

function rewrite(pieces: Iterable<Buffer>, options: Options): { lines: Buffer; neutralised: number; pieces: LinePiece[] } {
  const made: LinePiece[] = [];
  const tooLong = (column: number | null): never => {
    throw new RangeError(`column ${column}`);
  };
  const rewriter = createRowRewriter({ keyAt: 0, fieldBytes: 1_000_000, rowBytes: 10_000_000, pool: createBufferPool(500, 4), ...options, tooLong, onPiece: (piece) => made.push(piece) });
  for (const piece of pieces) {
    rewriter.push(piece, 0, piece.length);
    // As the driver's buffer is: used again at once.
    piece.fill(0xff);
  }
  rewriter.end(options.rows);
  const sum = (of: (piece: LinePiece) => number): number => made.reduce((total, piece) => total + of(piece), 0);
  return { lines: Buffer.concat(made.map(({ bytes }) => bytes)), neutralised: sum((piece) => piece.neutralised), pieces: made };
}

function* cut(bytes: Buffer, size: () => number): Iterable<Buffer> {
  for (let from = 0; from < bytes.length;) {
    const to = from + size();
    yield Buffer.from(bytes.subarray(from, to));
    from = to;
  }
}

/** Cut behind every line feed, also those within quotes. */
function* afterLineFeeds(bytes: Buffer): Iterable<Buffer> {
  for (let from = 0; from < bytes.length;) {
    const to = bytes.indexOf('\n', from) + 1;
    yield Buffer.from(bytes.subarray(from, to));
    from = to;
  }
}

/** A row for each message, as the server sends them. */
function byRow(rows: readonly Cells[]): Buffer[] {
  return rows.map((row) => copyOf([row]));
}

function wantedOf(rows: readonly Cells[], columns: readonly CopyColumn[], dialect: LineDialect): { lines: string; neutralised: number } {
  const shown = columns.flatMap(({ as }, at) => (as === 'hidden' ? [] : [at]));
  const writer = createCsvLines(shown.map((at) => ({ title: '', type: columns[at]!.as === 'number' ? 'number' : 'text' })), dialect);
  const cell = (row: Cells, at: number): string | null => (row[at] === null ? null : (columns[at]!.decode?.(row[at]!) ?? row[at]!));
  const lines = rows.map((row) => writer.line(shown.map((at) => cell(row, at)))).join('');
  return { lines, neutralised: writer.counts().neutralised };
}

describe('rows of COPY become lines', () => {
  it.each(DIALECTS)('byte for byte as the same cells would, however the bytes are cut: %o (T43, T46, T47)', (dialect) => {
    const random = randomOf(7);
    const any = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
    const text = (): string => Array.from({ length: 1 + Math.floor(random() * 4) }, () => any(WORDS)).join('');

    for (let round = 0; round < 60; round += 1) {
      const others = Array.from({ length: Math.floor(random() * 6) }, () => any(['text', 'text', 'number', 'boolean', 'timestamp', 'timestamptz'] as const));
      const kinds: CopyColumn['as'][] = [any(['hidden', 'text', 'number'] as const), ...others];
      if (kinds.length === 1 && kinds[0] === 'hidden') kinds.push('text');
      const columns = kinds.map(columnOf);
      const rows = Array.from({ length: 40 }, () => kinds.map((kind, at) => {
        const value = kind === 'text' ? text() : any(VALUES[kind]);
        return at > 0 && random() < 0.15 ? null : value;
      }));
      const wanted = wantedOf(rows, columns, dialect);

      for (const pieces of [byRow(rows), [copyOf(rows)], afterLineFeeds(copyOf(rows)), cut(copyOf(rows), () => 1), cut(copyOf(rows), () => 1 + Math.floor(random() * 200))]) {
        const made = rewrite(pieces, { rows: 40, columns, dialect });
        expect(made.lines.toString('utf8')).toBe(wanted.lines);
        expect(made.neutralised).toBe(wanted.neutralised);
      }
    }
  });

  it.each(DIALECTS)('whatever a text begins and ends with: %o (T43)', (dialect) => {
    const columns = [columnOf('text'), columnOf('text'), columnOf('text')];
    const rows = WORDS.flatMap((first) => WORDS.map((last) => [first + last, `${first}x`, `x${last}`]));

    const made = rewrite(byRow(rows), { rows: rows.length, columns, dialect });

    const wanted = wantedOf(rows, columns, dialect);
    expect(made.lines.toString('utf8')).toBe(wanted.lines);
    expect(made.neutralised).toBe(wanted.neutralised);
  });

  it('and every piece ends with a row and names its key, so that reading can go on behind any of them (S0.16)', () => {
    const rows = Array.from({ length: 300 }, (_, at) => [at % 3 === 0 ? `key "${at}", with\nall` : `k${at}`, 'value '.repeat(at % 40)]);
    for (const keyAt of [0, 1]) {
      const columns = keyAt === 0 ? [columnOf('hidden'), columnOf('text')] : [columnOf('text'), columnOf('text')];
      const sent = keyAt === 0 ? rows : rows.map(([key, value]) => [value!, key!]);
      let seen = 0;

      for (const piece of rewrite(byRow(sent), { rows: 300, columns, dialect: { kind: 'staging' }, keyAt }).pieces) {
        const wanted = wantedOf(sent.slice(seen, seen + piece.rows), columns, { kind: 'staging' }).lines;
        seen += piece.rows;
        expect(piece.bytes.toString('utf8')).toBe(wanted);
        expect(piece.key).toBe(rows[seen - 1]![0]);
      }
      expect(seen).toBe(300);
    }
  });
});

describe('what COPY never sends', () => {
  const options = { columns: [columnOf('text'), columnOf('text')], dialect: { kind: 'staging' } as const };

  it.each([['a,b\nc\n', 2], ['a,b,c\n', 1], ['a,b\n', 2], ['a,b\nc,d', 1], ['a,b\nc,"d\n', 1], ['a,"b"c\n', 1], ['', 1]])('is not taken for rows: %j', (text, rows) => {
    const refused = expect.objectContaining({ code: 'source.refused' }) as Error;
    expect(() => rewrite([Buffer.from(text)], { ...options, rows })).toThrow(refused);
    expect(() => rewrite(cut(Buffer.from(text), () => 1), { ...options, rows })).toThrow(refused);
  });
});

describe('values beyond the limit', () => {
  const options = { columns: [columnOf('text'), columnOf('text')], dialect: { kind: 'file', delimiter: ',' } as const, fieldBytes: 100, rowBytes: 300 };
  const send = (row: string[], size: number): unknown => rewrite(cut(copyOf([row, row]), () => size), { ...options, rows: 2 });

  it.each([1, 7, 10_000])('are refused by their column, quotes not counted twice, in pieces of %i bytes', (size) => {
    expect(() => send(['a', 'x'.repeat(101)], size)).toThrow('column 1');
    expect(() => send(['"'.repeat(101), 'b'], size)).toThrow('column 0');
    expect(() => send(['a', `,${'"'.repeat(100)}`], size)).toThrow('column 1');
    expect(() => send(['a', `,${'"'.repeat(99)}`], size)).not.toThrow();
    expect(() => send(['a', 'x'.repeat(100)], size)).not.toThrow();
  });

  it('are refused before the end of them is there', () => {
    function* endless(): Iterable<Buffer> {
      for (let at = 0; ; at += 1) yield Buffer.from(at === 0 ? 'a,"' : 'x'.repeat(50));
    }
    expect(() => rewrite(endless(), { ...options, rows: 1 })).toThrow('column 1');
    expect(() => rewrite(cut(copyOf([['x'.repeat(90), 'y'.repeat(90)]]), () => 10), { ...options, rowBytes: 150, rows: 1 })).toThrow('column null');
  });
});
