import { AppError } from '../../core/errors/index.ts';
import type { ErrorCode, Retry } from '../../core/errors/index.ts';

type Meaning = { readonly code: ErrorCode; readonly userMessage?: string; readonly fix?: string; readonly retry?: Retry };

const CHECK_CONNECTION = 'Ask an admin to check the connection.';
const UNAVAILABLE: Meaning = { code: 'source.unavailable', userMessage: 'The database does not answer.' };
const TIMEOUT: Meaning = { code: 'source.timeout', userMessage: 'The database took too long.' };
const CHANGED: Meaning = { code: 'source.changed' };
const UNKNOWN_USER: Meaning = { code: 'source.refused', userMessage: 'The database refused the user name or the password.', fix: CHECK_CONNECTION };
const MAY_NOT_READ: Meaning = {
  code: 'source.refused',
  userMessage: 'The database user of this connection may not read this table.',
  fix: 'Ask an admin to grant it the right to read.',
};
const NO_DATABASE: Meaning = {
  code: 'source.refused',
  userMessage: 'The database of this connection does not exist, or its user may not use it.',
  fix: CHECK_CONNECTION,
};
const UNTRUSTED: Meaning = {
  code: 'source.refused',
  userMessage: 'The database could not prove who it is, so nothing was sent to it.',
  fix: 'Ask an admin to check the certificate of the database or to add it to the connection.',
};
const UNSAFE: Meaning = {
  code: 'source.refused',
  userMessage: 'The database asked for something that is not safe to give.',
  fix: CHECK_CONNECTION,
};
const TOO_LARGE: Meaning = {
  code: 'source.refused',
  userMessage: 'A row of this table is too large to be read.',
  fix: 'Leave out the columns with very long values.',
};
const WRITES: Meaning = { code: 'source.refused', userMessage: 'Reading this table would change data, so the database refused it.', fix: CHECK_CONNECTION };

/** Error numbers: https://mariadb.com/kb/en/mariadb-error-codes/ https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html */
const BY_NUMBER: Readonly<Record<number, Meaning>> = {
  1040: UNAVAILABLE, 1042: UNAVAILABLE, 1043: UNAVAILABLE, 1053: UNAVAILABLE, 1077: UNAVAILABLE, 1129: UNAVAILABLE, 1152: UNAVAILABLE, 1158: UNAVAILABLE,
  1159: UNAVAILABLE, 1160: UNAVAILABLE, 1161: UNAVAILABLE, 1184: UNAVAILABLE, 1203: UNAVAILABLE, 1213: UNAVAILABLE, 1226: UNAVAILABLE, 1927: UNAVAILABLE, 3169: UNAVAILABLE,
  // Between the start of the snapshot and the first look at it the table was altered; another try looks at the new one.
  1412: UNAVAILABLE,
  1205: TIMEOUT, 1317: TIMEOUT, 1969: TIMEOUT, 3024: TIMEOUT,
  1045: UNKNOWN_USER, 1130: UNKNOWN_USER, 1251: UNKNOWN_USER, 1275: UNKNOWN_USER, 1524: UNKNOWN_USER, 1698: UNKNOWN_USER, 1820: UNKNOWN_USER, 1862: UNKNOWN_USER, 3118: UNKNOWN_USER, 4151: UNKNOWN_USER,
  1044: NO_DATABASE, 1049: NO_DATABASE,
  1142: MAY_NOT_READ, 1143: MAY_NOT_READ, 1227: MAY_NOT_READ, 1370: MAY_NOT_READ,
  1051: CHANGED, 1054: CHANGED, 1146: CHANGED,
  1153: TOO_LARGE, 1301: TOO_LARGE, 1038: TOO_LARGE,
  1290: WRITES, 1792: WRITES, 1836: WRITES,
};

const CODES: Readonly<Record<string, Meaning>> = {
  HANDSHAKE_SSL_ERROR: UNTRUSTED,
  HANDSHAKE_NO_SSL_SUPPORT: UNTRUSTED,
  MYSQL_CLEAR_PASSWORD_NOT_ENABLED: UNSAFE,
  AUTH_SWITCH_PLUGIN_ERROR: UNKNOWN_USER,
};

/**
 * What a failed connection or statement means. The sentence never holds the host, a name, a password or a value; a
 * server's own message may quote them, so it is not kept either, only its number.
 */
export function mapDatabaseError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const number = serverNumber(thrown);
  if (number !== null) {
    const meaning = BY_NUMBER[number] ?? { code: 'source.refused', userMessage: 'The database refused the request.' };
    return new AppError(meaning.code, { ...meaning, detail: `mysql: error ${number}` });
  }
  const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  if (thrown instanceof Error && thrown.message.includes('LOCAL INFILE')) return new AppError(UNSAFE.code, { ...UNSAFE, detail: 'mysql: the server asked for a file' });
  // What is no answer of a server came from the socket or its protocol: refused, unknown host, reset, timed out, nonsense.
  const meaning = CODES[code] ?? UNAVAILABLE;
  return new AppError(meaning.code, { ...meaning, cause: thrown, detail: `mysql: ${code || 'connection lost'}` });
}

/** Errors of the server carry an SQLSTATE; those of sockets have numbers too, with another meaning. */
function serverNumber(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('sqlState' in thrown) || !('errno' in thrown)) return null;
  return typeof thrown.sqlState === 'string' && typeof thrown.errno === 'number' ? thrown.errno : null;
}
