import { Readable } from 'node:stream';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { AppError } from '../core/errors/app-error.ts';
import { checkRange } from './check-range.ts';
import type { ByteRange } from './file-store.ts';
import { guardBody } from './guard-body.ts';
import { isNoSuchKey, s3Error, statusOf } from './s3-error.ts';

type Opened = { readonly bytes: number; readonly body: Readable };

/** Opens an object or a stretch of it; the SDK checks the object's checksum where the server keeps one. */
export async function readS3Object(client: S3Client, object: { Bucket: string; Key: string }, range?: ByteRange): Promise<Opened> {
  checkRange(range);
  const Range = range && `bytes=${range.start}-${range.end ?? ''}`;
  try {
    const { Body, ContentLength } = await client.send(new GetObjectCommand({ ...object, ...(Range && { Range }) }));
    if (!(Body instanceof Readable) || ContentLength === undefined) throw new Error('S3 answered without a body or its length');
    return { bytes: ContentLength, body: guardBody(Body, ContentLength) };
  } catch (thrown) {
    if (isNoSuchKey(thrown)) throw new AppError('file.missing', { cause: thrown });
    // The range begins behind the end of the object.
    if (statusOf(thrown) === 416) return { bytes: 0, body: Readable.from([]) };
    throw s3Error(thrown);
  }
}
