import { storeUnavailable } from './store-unavailable.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const REFUSED = new Set(['EACCES', 'EPERM', 'EROFS']);
/** ENOENT here: the folder was deleted under a running put; ENOTEMPTY: a put ran into a deletion. */
const SILENT = new Set(['EIO', 'EMFILE', 'ENFILE', 'ESTALE', 'ETIMEDOUT', 'EBUSY', 'ENOMEM', 'ENOTCONN', 'EHOSTDOWN', 'ENOENT', 'ENOTEMPTY']);

/** A failed file operation as AppError; anything that is no fault of the disk comes back as it was. */
export function localError(thrown: unknown): Error {
  const code = errnoOf(thrown);
  const detail = `file store on disk: ${code}`;
  if (FULL.has(code)) return storeUnavailable('full', detail, thrown);
  if (REFUSED.has(code)) return storeUnavailable('refused', detail, thrown);
  if (SILENT.has(code)) return storeUnavailable('silent', detail, thrown);
  return thrown instanceof Error ? thrown : new Error('a non-error was thrown', { cause: thrown });
}

/** True when the operation failed because there is no such file, or because a parent of it is a file. */
export function isNotThere(thrown: unknown): boolean {
  const code = errnoOf(thrown);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function errnoOf(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : '';
}
