import type { LineDialect } from '../../../core/csv/line-dialect.ts';
import type { BufferPool } from '../../../core/bytes/buffer-pool.ts';
import { AppError } from '../../../core/errors/index.ts';
import { LINE_FEED } from './byte-classes.ts';
import { malformed } from './malformed.ts';
import { createRowEnds } from './row-ends.ts';
import { createRowWriter, GROWTH } from './row-writer.ts';
import type { CopyColumn } from './row-writer.ts';

/** Whole lines, and what is to be known of them; the bytes are lent. `key` is that of the last row. */
export type LinePiece = { readonly bytes: Buffer; readonly rows: number; readonly key: string; readonly neutralised: number };

export type RewriteOptions = {
  readonly columns: readonly CopyColumn[];
  /** Place of the row key among the columns. */
  readonly keyAt: number;
  readonly dialect: LineDialect;
  readonly fieldBytes: number;
  readonly rowBytes: number;
  /** What the pieces are made of. */
  readonly pool: BufferPool;
  readonly tooLong: (column: number | null) => never;
  readonly onPiece: (piece: LinePiece) => void;
};

export type RowRewriter = {
  /** The next bytes of COPY's output, cut anywhere. They may be used again once the call returns. */
  push(bytes: Buffer, start: number, end: number): void;
  /** Hands over the last piece. Throws when a row is not whole, or they are not as many as the server says it sent. */
  end(rows: number): void;
};

const NOTHING = Buffer.alloc(0);
/** Room for the rows that are split over pushes; a longer row has its own only as long as it needs it. */
const REST_BYTES = 64 * 1024;

/** Rewrites COPY's output, in pieces that end with a row. Rows split over pushes are put together first. */
export function createRowRewriter(options: RewriteOptions): RowRewriter {
  const { fieldBytes, rowBytes, pool, onPiece, tooLong } = options;
  const writer = createRowWriter(options.columns, options.keyAt, options.dialect);
  const ends = createRowEnds(fieldBytes, tooLong);
  let out: Buffer = NOTHING;
  let at = 0;
  let rest: Buffer = Buffer.allocUnsafeSlow(REST_BYTES);
  let restLength = 0;
  let handed = { rows: 0, neutralised: 0 };

  function handOver(): void {
    const now = { rows: writer.rows(), neutralised: writer.changes.neutralised };
    if (now.rows === handed.rows) return;
    const key = writer.lastKey();
    if (key === null) throw new AppError('source.changed', { detail: 'a row key is null' });
    onPiece({ bytes: pool.lend(out, at), key, rows: now.rows - handed.rows, neutralised: now.neutralised - handed.neutralised });
    handed = now;
    out = NOTHING;
    at = 0;
  }

  /** Writes what is whole; returns where that ends. */
  function write(bytes: Buffer, start: number, end: number): number {
    const most = (end - start) * GROWTH;
    if (at + most > out.length) {
      handOver();
      out = most <= pool.bufferBytes ? pool.take() : Buffer.allocUnsafeSlow(most);
    }
    const stopped = writer.write(bytes, start, end, out, at);
    at = writer.at();
    return stopped;
  }

  /** Adds to what is kept of a row, and writes it once the row has ended. */
  function keep(bytes: Buffer, start: number, end: number): void {
    const added = restLength;
    makeRoom(added + end - start);
    bytes.copy(rest, added, start, end);
    restLength += end - start;
    const rowEnd = ends.scan(rest, added, restLength);
    if (rowEnd > added) {
      write(rest, 0, rowEnd);
      rest.copyWithin(0, rowEnd, restLength);
      restLength -= rowEnd;
    }
    if (restLength > rowBytes) tooLong(null);
    if (restLength === 0 && rest.length > REST_BYTES) rest = Buffer.allocUnsafeSlow(REST_BYTES);
  }

  function makeRoom(length: number): void {
    if (length <= rest.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(length, rest.length * 2));
    rest.copy(larger, 0, 0, restLength);
    rest = larger;
  }

  return {
    push(bytes, start, end) {
      if (end === start) return;
      const whole = restLength === 0 && end - start <= fieldBytes && bytes[end - 1] === LINE_FEED;
      const written = whole ? write(bytes, start, end) : start;
      if (written < end) keep(bytes, written, end);
    },
    end(rows) {
      if (restLength > 0 || writer.rows() !== rows) throw malformed(`${writer.rows()} rows of COPY were read, the server sent ${rows}`);
      handOver();
    },
  };
}
