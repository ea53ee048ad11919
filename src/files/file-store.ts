import type { Readable } from 'node:stream';
import type { FileKey, FilePrefix } from './file-key.ts';

/** What was stored: its length, and the SHA-256 of its bytes as 64 lower-case hex digits. */
export type StoredFile = { readonly bytes: number; readonly sha256: string };

/** Byte positions as in HTTP: `end` is the last byte wanted; without it, to the end of the file. */
export type ByteRange = { readonly start: number; readonly end?: number | undefined };

/** What a put has just done: to a file all bytes, their sync, its name; to an object one part of several. */
export type PutStep = 'written' | 'synced' | 'named' | 'part-sent';

export type PutOptions = {
  readonly signal?: AbortSignal | undefined;
  readonly contentType?: string | undefined;
  /** Called behind every step that a crash could follow. */
  readonly at?: ((step: PutStep) => void) | undefined;
};

export type ListedFile = { readonly key: FileKey; readonly bytes: number };

/**
 * Where export chunks and finished files live. Both drivers promise the same; where the place is full, refuses or
 * does not answer, every method throws AppError('file.store_unavailable'), which a job retries.
 */
export type FileStore = {
  /**
   * Stores the whole body under `key`, replacing what was there. Durable once it resolves; until then a reader sees
   * the earlier file or none, never a part. A source's error and an abort's reason are thrown as they are and leave
   * nothing; when the store's own answer is lost (`file.store_unavailable`) the whole file may be there, so put again.
   * An abort that comes after the last byte was handed over is too late. `body` is always closed, read or not, and
   * a chunk must not be changed after it was yielded, unless it was lent (core/bytes) and has been given back.
   */
  put(key: FileKey, body: AsyncIterable<Uint8Array> | Uint8Array, options?: PutOptions): Promise<StoredFile>;

  /**
   * Opens a file for reading. `bytes` is the length of `body`, which is shorter than the file when a range was asked
   * for, and 0 when the range begins behind its end. The body fails rather than end early. The caller reads it or
   * destroys it. Throws AppError('file.missing').
   */
  get(key: FileKey, range?: ByteRange): Promise<{ readonly bytes: number; readonly body: Readable }>;

  /**
   * Where on this machine a file stands, for a process that reads it faster by itself; it need not be there. Absent
   * where files stand elsewhere.
   */
  readonly pathOf?: (key: FileKey) => string;

  stat(key: FileKey): Promise<{ readonly bytes: number } | null>;

  /** A file that is not there counts as deleted. */
  delete(key: FileKey): Promise<void>;

  /** Deletes all files below a prefix (one export, one portal) and answers how many there were. */
  deletePrefix(prefix: FilePrefix): Promise<number>;

  /** The files below a prefix, in the order of their keys. */
  list(prefix: FilePrefix): AsyncIterable<ListedFile>;

  /** Bytes that can still be stored; null where the store does not say (S3). */
  freeBytes(): Promise<number | null>;

  /**
   * Removes what puts of killed processes left behind: temporary files, unfinished uploads. `olderThanMs` must be
   * longer than any put may pause; `now` is in epoch milliseconds. Answers how many were removed.
   */
  sweepTemporary(olderThanMs: number, now: number): Promise<number>;
};
