import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import type { AppError } from '../core/errors/app-error.ts';
import { storeUnavailable } from './store-unavailable.ts';

/**
 * A file's bytes on their way to the reader. A body that breaks off or comes out shorter than announced fails with
 * an AppError: without this, a lost connection could pass for the end of the file.
 */
export function guardBody(source: Readable, bytes: number): Readable {
  let seen = 0;
  const guarded = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      seen += chunk.byteLength;
      done(null, chunk);
    },
    flush(done) {
      done(seen === bytes ? null : brokenOff(seen, bytes));
    },
  });
  source.on('error', (thrown) => guarded.destroy(brokenOff(seen, bytes, thrown)));
  source.on('close', () => {
    if (!source.readableEnded) guarded.destroy(brokenOff(seen, bytes));
  });
  guarded.on('close', () => source.destroy());
  return source.pipe(guarded);
}

function brokenOff(seen: number, bytes: number, cause?: unknown): AppError {
  return storeUnavailable('silent', `file body ended after ${seen} of ${bytes} bytes`, cause);
}
