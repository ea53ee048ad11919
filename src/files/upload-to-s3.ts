import { Readable } from 'node:stream';
import { UploadPartCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { PutOptions } from './file-store.ts';

const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 2;

export type UploadTarget = { readonly Bucket: string; readonly Key: string; readonly contentType?: string | undefined };

/**
 * One object from a body of unknown length: a single PutObject up to 8 MiB, else a multipart upload, which becomes
 * visible when it completes and is aborted when anything fails. At most 10,000 parts, so 80 GB.
 */
export async function uploadToS3(
  client: S3Client,
  target: UploadTarget,
  chunks: AsyncGenerator<Uint8Array, void, undefined>,
  options: Pick<PutOptions, 'signal' | 'at'> = {},
): Promise<void> {
  const { Bucket, Key, contentType: ContentType } = target;
  const upload = new Upload({
    client: watched(client, options),
    params: { Bucket, Key, ...(ContentType && { ContentType }), Body: Readable.from(chunks, { highWaterMark: 1 }) },
    partSize: PART_BYTES,
    queueSize: PARTS_AT_ONCE,
  });
  await upload.done();
}

/**
 * Upload.abort() is not used: it rejects at once while parts, completion and cleaning up go on behind it
 * (lib-storage 3.1169, Upload.js). Instead an abort fails the body and the parts under way, and Upload cleans up
 * before it rejects. PutObject and CompleteMultipartUpload are never cut: their outcome would be unknown.
 */
function watched(client: S3Client, { signal, at }: Pick<PutOptions, 'signal' | 'at'>): S3Client {
  if (!signal && !at) return client;
  const view = Object.create(client) as S3Client;
  const send = async (command: Parameters<S3Client['send']>[0]) => {
    if (!(command instanceof UploadPartCommand)) return client.send(command);
    const answer = await client.send(command, signal ? { abortSignal: signal } : {});
    at?.('part-sent');
    return answer;
  };
  return Object.defineProperty(view, 'send', { value: send });
}
