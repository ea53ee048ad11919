import { storeUnavailable } from './store-unavailable.ts';

/** Over quota as S3-compatible servers say it; AWS itself has no full bucket. */
const FULL = new Set(['QuotaExceeded', 'XMinioStorageFull', 'InsufficientStorage', 'InsufficientCapacity']);

/** What the AWS SDK threw as AppError. Errors without an answer, a network code or a known name are bugs of ours and come back as they were. */
export function s3Error(thrown: unknown): Error {
  if (!(thrown instanceof Error)) return new Error('a non-error was thrown', { cause: thrown });
  const status = statusOf(thrown);
  const network = 'code' in thrown && typeof thrown.code === 'string';
  const locked = /^(?:Credentials|Token)/.test(thrown.name);
  if (status === null && !network && !locked && thrown.name !== 'TimeoutError') return thrown;
  const detail = `file store on S3: ${thrown.name}, status ${status ?? 'none'}, ${thrown.message}`;
  if (FULL.has(thrown.name) || status === 507) return storeUnavailable('full', detail, thrown);
  if (locked || thrown.name === 'NoSuchBucket' || isRefusal(status)) return storeUnavailable('refused', detail, thrown);
  return storeUnavailable('silent', detail, thrown);
}

/** Redirects to another region and everything a client did wrong, but not: gone, too slow, too many. */
function isRefusal(status: number | null): boolean {
  return status !== null && status >= 300 && status < 500 && ![404, 408, 429].includes(status);
}

/** True for an answer that says the key is not there; a bucket that is not there is a fault, not an empty store. */
export function isNoSuchKey(thrown: unknown): boolean {
  return statusOf(thrown) === 404 && thrown instanceof Error && thrown.name !== 'NoSuchBucket';
}

/** HTTP status of the answer behind an SDK error, or null when there was none. */
export function statusOf(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('$metadata' in thrown)) return null;
  const metadata = thrown.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return null;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null;
}
