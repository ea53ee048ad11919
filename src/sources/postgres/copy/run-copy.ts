import type { Client } from 'pg';
import type { BufferPool } from '../../../core/bytes/buffer-pool.ts';
import type { LineDialect } from '../../../core/csv/line-dialect.ts';
import { AppError } from '../../../core/errors/index.ts';
import { guardClient } from '../guard-client.ts';
import type { ClientUse } from '../guard-client.ts';
import type { Limits } from '../limits.ts';
import type { OpenedQuery } from '../open-query.ts';
import { valueTooLarge } from '../../database/value-too-large.ts';
import { copyColumns } from './copy-columns.ts';
import { copyOut } from './copy-out.ts';
import { createPieceQueue } from './piece-queue.ts';
import { createRowRewriter } from './row-rewriter.ts';
import type { LinePiece } from './row-rewriter.ts';
import { watchSilence } from './watch-silence.ts';

/** Pieces that wait for their reader before the server is held up. */
const WAITING_PIECES = 4;

export type CopyOptions = {
  readonly query: OpenedQuery;
  readonly text: string;
  readonly dialect: LineDialect;
  readonly limits: Limits;
  readonly pool: BufferPool;
  /** A server that sends nothing for so long is given up. */
  readonly silenceMs: number;
};

export type RunningCopy = {
  /** The next lines; null when all rows were read and are as many as the server says. Throws AppErrors (source.*). */
  next(): Promise<LinePiece | null>;
  /** Whether the server has sent all, so that the connection is free again. */
  ended(): boolean;
};

/** Starts a COPY in the transaction the client is in, and ends that. Lines are taken by `next`; the server waits when they are not. */
export function runCopy(client: Client, use: ClientUse, options: CopyOptions): RunningCopy {
  const { query, limits } = options;
  const { stream } = client.connection;
  const { columns, keyAt } = copyColumns(query);
  const hidden = columns.length - query.columns.length;
  const queue = createPieceQueue<LinePiece>(WAITING_PIECES, { onFull: () => stream.pause(), onRoom: () => stream.resume() });
  let bytes = 0;
  let ended = false;

  const rewriter = createRowRewriter({
    columns, keyAt, dialect: options.dialect, fieldBytes: limits.fieldBytes, rowBytes: limits.answerBytes, pool: options.pool,
    tooLong(column) {
      throw column === null ? tooMuch('A row of this table is too large to be exported.') : valueTooLarge(query.columns[column - hidden]);
    },
    onPiece(piece) {
      bytes += piece.bytes.length;
      if (bytes > limits.copyBytes) throw tooMuch('This table is too large to be exported.');
      queue.push(piece);
    },
  });
  const running = guardClient(client, use, watchSilence(client, options.silenceMs, () => stream.isPaused(), use.context.heard), async () => {
    rewriter.end(await copyOut(client, options.text, rewriter.push));
    await client.query('commit');
    ended = true;
  });
  running.then(() => queue.end(), (thrown: unknown) => queue.end({ thrown }));
  return { next: queue.next, ended: () => ended };
}

function tooMuch(userMessage: string): AppError {
  return new AppError('source.refused', { userMessage, fix: 'Leave out columns with long texts, or narrow the filter.' });
}
