import { AppError } from '../../core/errors/index.ts';
import type { ErrorCode } from '../../core/errors/index.ts';

type Meaning = { readonly code: ErrorCode; readonly userMessage?: string; readonly fix?: string };

const CHECK_CONNECTION = 'Ask an admin to check the connection.';
const UNAVAILABLE: Meaning = { code: 'source.unavailable', userMessage: 'The database does not answer.' };
const TIMEOUT: Meaning = { code: 'source.timeout', userMessage: 'The database took too long.' };
const CHANGED: Meaning = { code: 'source.changed' };
const UNTRUSTED: Meaning = {
  code: 'source.refused',
  userMessage: 'The database could not prove who it is, so nothing was sent to it.',
  fix: 'Ask an admin to check the certificate of the database or to add it to the connection.',
};
const TOO_LARGE: Meaning = {
  code: 'source.refused',
  userMessage: 'A value in this table is too large to be read.',
  fix: 'Leave out the column with the very long values.',
};

/** SQLSTATE (https://www.postgresql.org/docs/18/errcodes-appendix.html) or the first letters of one. The longest match counts. */
const BY_STATE: Readonly<Record<string, Meaning>> = {
  '08': UNAVAILABLE,
  '22': { code: 'source.refused', userMessage: 'The database could not compute a value of this table.', fix: 'Leave out columns or filters until it works, and tell an admin which.' },
  '25006': { code: 'source.refused', userMessage: 'Reading this table would change data, so the database refused it.', fix: CHECK_CONNECTION },
  '28': { code: 'source.refused', userMessage: 'The database refused the user name or the password.', fix: CHECK_CONNECTION },
  '3D000': { code: 'source.refused', userMessage: 'The database of this connection does not exist.', fix: CHECK_CONNECTION },
  '3F000': CHANGED,
  '40': UNAVAILABLE,
  '42501': { code: 'source.refused', userMessage: 'The database user of this connection may not read this table.', fix: 'Ask an admin to grant it the right to read.' },
  '42703': CHANGED,
  '42704': CHANGED,
  '42804': CHANGED,
  '42883': CHANGED,
  '42P01': CHANGED,
  '53': UNAVAILABLE,
  '54000': TOO_LARGE,
  '55P03': TIMEOUT,
  '57': UNAVAILABLE,
  '57014': TIMEOUT,
};

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|^ERR_(SSL|TLS)|HOSTNAME_MISMATCH/;
const NO_TLS = /does not support SSL|establishing an SSL connection/;

/** What a failed connection or statement means. The sentence never holds the host, a name, a password or a value. */
export function mapDatabaseError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = codeOf(thrown);
  const meaning = meaningOf(code, thrown);
  // Messages of class 22 quote the row's own values, which must not reach a log.
  const cause = code.startsWith('22') ? undefined : thrown;
  return new AppError(meaning.code, { ...meaning, cause, detail: `postgres: ${code || 'connection lost'}` });
}

function meaningOf(code: string, thrown: unknown): Meaning {
  if (CERTIFICATE.test(code) || (thrown instanceof Error && NO_TLS.test(thrown.message))) return UNTRUSTED;
  // No SQLSTATE begins with E; the socket's EPIPE and its kind do.
  if (/^[0-9A-DF-Z][0-9A-Z]{4}$/.test(code)) {
    const found = BY_STATE[code] ?? BY_STATE[code.slice(0, 2)];
    return found ?? { code: 'source.refused', userMessage: 'The database refused the request.' };
  }
  // What has no SQLSTATE came from the socket: refused, unknown host, reset, timed out.
  return UNAVAILABLE;
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
