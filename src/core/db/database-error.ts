import { AppError } from '../errors/index.ts';

/**
 * SQLSTATE classes that say the server cannot work now, whatever was asked of it: 08 connection, 53 out of disk, memory
 * or connections, 57P shutting down, 58 its own files, and 25006 read-only, which managed servers become when full.
 */
const TROUBLE = /^(08\w{3}|53\w{3}|57P\w{2}|58\w{3}|25006)$/;
/** Not reached, timed out or closed: Node's names, and Prisma's (https://www.prisma.io/docs/orm/reference/error-reference, November 2026). */
const UNREACHED = /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOST\w+|ENET\w+|ENOTFOUND|EAI_AGAIN|P1001|P1002|P1008|P1011|P1017|P2024|P2028)$/;
const CLOSED = /Connection terminated|not queryable|Server has closed the connection|timeout exceeded when trying to connect/;
const DEPTH = 6;

/** A database that is full or away as database.unavailable, which a job waits out; anything else as it was. */
export function databaseError(thrown: unknown): unknown {
  if (thrown instanceof AppError || !isTrouble(thrown, DEPTH)) return thrown;
  return new AppError('database.unavailable', { cause: thrown, detail: `database: ${thrown instanceof Error ? thrown.message : 'no reason given'}` });
}

/** Looks through the layers that the driver and Prisma put around the server's own error. */
function isTrouble(thrown: unknown, depth: number): boolean {
  if (typeof thrown !== 'object' || thrown === null || depth === 0) return false;
  const { code, originalCode, message, cause, meta, driverAdapterError } = thrown as Record<string, unknown>;
  for (const value of [code, originalCode]) {
    if (typeof value === 'string' && (TROUBLE.test(value) || UNREACHED.test(value))) return true;
  }
  if (typeof message === 'string' && CLOSED.test(message)) return true;
  return [cause, meta, driverAdapterError].some((inner) => isTrouble(inner, depth - 1));
}
