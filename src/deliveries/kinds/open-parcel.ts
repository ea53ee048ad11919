import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import type { Context } from '../../context/index.ts';
import { AppError } from '../../core/errors/index.ts';
import type { FileKey } from '../../files/index.ts';
import type { Parcel } from '../define-kind.ts';

/**
 * The file's bytes on their way out. The stream fails at its end unless they have the certificate's SHA-256, so that what
 * was damaged in our store is never completed elsewhere. Throws file.missing, file.store_unavailable.
 */
export async function openParcel(context: Context, parcel: Parcel, signal: AbortSignal): Promise<Readable> {
  const { body } = await context.files.get(parcel.fileKey as FileKey);
  const hash = createHash('sha256');
  const checked = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(hash.digest('hex') === parcel.sha256 ? null : new AppError('file.missing', { detail: 'the stored file has another checksum than its certificate' }));
    },
  });
  const stop = (): void => void checked.destroy(signal.reason instanceof Error ? signal.reason : new Error('stopped'));
  signal.addEventListener('abort', stop, { once: true });
  body.on('error', (thrown) => checked.destroy(thrown));
  checked.on('close', () => {
    signal.removeEventListener('abort', stop);
    body.destroy();
  });
  return body.pipe(checked);
}
