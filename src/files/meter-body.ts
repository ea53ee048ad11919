import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { giveBack } from '../core/bytes/lent-bytes.ts';
import type { StoredFile } from './file-store.ts';

/** Row-sized chunks are gathered to this size, so that a driver writes few large pieces; the packed pieces of a workbook go by as they are. */
const GATHER_BYTES = 64 * 1024;

export type MeteredBody = {
  readonly chunks: AsyncGenerator<Uint8Array, void, undefined>;
  /** Length and checksum of all that `chunks` has yielded. */
  stored(): StoredFile;
  /** Throws what the source or the abort threw, if that is what ended the body. */
  throwIfSourceFailed(): void;
  close(): void;
};

/**
 * The body of a put: pulled one piece at a time, counted and hashed on the way. It tells the source's own failure
 * from the store's, and answers an abort even while the source is silent.
 */
export function meterBody(body: AsyncIterable<Uint8Array> | Uint8Array, signal?: AbortSignal): MeteredBody {
  const source = toGenerator(body);
  const hash = createHash('sha256');
  let bytes = 0;
  let failure: { readonly thrown: unknown } | null = null;

  /** The only place a failure counts as the source's: what a driver throws into `chunks` is its own. */
  async function pull(): Promise<IteratorResult<Uint8Array>> {
    try {
      return await nextOrAbort(source, signal);
    } catch (thrown) {
      failure = { thrown };
      throw thrown;
    }
  }

  async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of gather(closing(source, pull))) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      yield chunk;
    }
  }

  return {
    chunks: chunks(),
    stored: () => ({ bytes, sha256: hash.copy().digest('hex') }),
    throwIfSourceFailed() {
      if (failure) throw failure.thrown;
    },
    close() {
      if (body instanceof Readable) body.destroy();
    },
  };
}

async function* toGenerator(body: AsyncIterable<Uint8Array> | Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  if (body instanceof Uint8Array) yield body;
  else yield* body;
}

async function* gather(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    bytes += chunk.byteLength;
    if (bytes < GATHER_BYTES) continue;
    yield together(held, bytes);
    held = [];
    bytes = 0;
  }
  if (bytes > 0) yield together(held, bytes);
}

function together(held: readonly Uint8Array[], bytes: number): Uint8Array {
  const [only] = held;
  if (only && held.length === 1) return only;
  const all = Buffer.concat(held, bytes);
  held.forEach(giveBack);
  return all;
}

type Pull = () => Promise<IteratorResult<Uint8Array>>;

async function* closing(source: AsyncGenerator<Uint8Array>, pull: Pull): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for (let next = await pull(); !next.done; next = await pull()) yield next.value;
  } finally {
    // A source that is silent closes only when it speaks again: nobody waits for that.
    void source.return(undefined).catch(() => undefined);
  }
}

/** A listener per step instead of one long-lived promise: racing against that one would keep every chunk alive. */
function nextOrAbort(source: AsyncGenerator<Uint8Array>, signal?: AbortSignal): Promise<IteratorResult<Uint8Array>> {
  if (!signal) return source.next();
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    source
      .next()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}
