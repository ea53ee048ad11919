import { AppError } from '../../core/errors/index.ts';
import { abortError } from '../database/abort-error.ts';
import type { Client, ClientUse, Rows } from './client.ts';
import { destroyClient, guardAnswer } from './guard-answer.ts';
import { mapDatabaseError } from './map-database-error.ts';
import type { Sql } from './sql.ts';

export type Stretch = {
  readonly timeoutMs: number;
  readonly stallMs?: number;
  /** A stretch ends after so many rows or bytes, or when rows have waited so long. */
  readonly rows: number;
  readonly bytes: number;
  readonly flushMs?: number;
};

/**
 * Rows of one select as they come, in stretches (`full`: ended by its bytes); the server waits while the reader is busy. The statement is prepared,
 * so it is one and its values are bound. Left before its end or by an error, the connection is destroyed.
 */
export async function* streamRows(client: Client, use: ClientUse, statement: Sql, stretch: Stretch): AsyncGenerator<{ readonly rows: Rows; readonly full: boolean }> {
  const { connection } = client;
  const { signal } = use.context;
  // A compound statement could end the read-only transaction it is run in.
  if (!/^select\s/.test(statement.text)) throw new AppError('internal', { detail: 'a statement that is not a select', retry: 'never' });
  if (signal.aborted) throw abortError(signal);

  let rows: (string | null)[][] = [];
  let bytes = 0;
  let described = false;
  let ended = false;
  let failure: { readonly error: unknown } | null = null;
  let ready = Promise.withResolvers<void>();
  function fail(error: unknown): void {
    failure ??= { error };
    ready.resolve();
  }
  function pass(): void {
    connection.pause();
    ready.resolve();
  }

  const guard = guardAnswer(client, use, stretch, fail);
  const flushing = stretch.flushMs === undefined ? undefined : setInterval(() => rows.length > 0 && pass(), stretch.flushMs);
  connection.execute({ sql: statement.text, values: [...statement.values], rowsAsArray: true })
    .on('fields', (fields: unknown) => {
      described = Array.isArray(fields);
    })
    .on('result', (row: unknown) => {
      if (!isRow(row)) return fail(notRows());
      rows.push(row);
      bytes += sizeOf(row);
      guard.progressed();
      if (rows.length >= stretch.rows || bytes >= stretch.bytes) pass();
    })
    .on('error', (error: unknown) => fail(mapDatabaseError(error)))
    .on('end', () => {
      ended = true;
      // The driver ends in silence when it is asked for a file; no rows must not be taken for an empty table.
      if (!described) fail(notRows());
      ready.resolve();
    });

  try {
    for (;;) {
      await ready.promise;
      if (failure !== null) throw (failure as { readonly error: unknown }).error;
      const got = { rows, full: bytes >= stretch.bytes };
      rows = [];
      bytes = 0;
      ready = Promise.withResolvers<void>();
      guard.hold();
      const last = ended;
      if (got.rows.length > 0) yield got;
      if (last) return;
      guard.progressed();
      connection.resume();
    }
  } finally {
    if (!ended || failure !== null) destroyClient(client);
    clearInterval(flushing);
    guard.release();
  }
}

function notRows(): AppError {
  return new AppError('source.refused', { userMessage: 'The database sent something else than was asked for.' });
}

function isRow(row: unknown): row is (string | null)[] {
  return Array.isArray(row) && row.every((cell) => cell === null || typeof cell === 'string');
}

function sizeOf(row: readonly (string | null)[]): number {
  let size = 0;
  for (const cell of row) size += cell === null ? 1 : cell.length;
  return size;
}
