import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { AppError } from '../core/errors/app-error.ts';
import type { FileStore } from './file-store.ts';
import { s3Error, statusOf } from './s3-error.ts';
import { s3FileStore } from './s3-file-store.ts';
import type { S3Location } from './store-location.ts';

/** Opens a bucket. Throws AppError with a `detail` that tells the operator what to change. */
export async function openS3FileStore(location: S3Location, credentials: S3ClientConfig['credentials'] | undefined): Promise<FileStore> {
  const client = new S3Client({
    ...(location.region && { region: location.region }),
    ...(location.endpoint && { endpoint: location.endpoint }),
    ...(credentials && { credentials }),
    forcePathStyle: location.pathStyle,
    // Silence, not length, ends a request: a part may take minutes on a thin line.
    requestHandler: { connectionTimeout: 5_000, socketTimeout: 60_000 },
  });
  const { bucket, prefix } = location;
  await refuseUnusableBucket(client, bucket);
  return s3FileStore({ client, bucket, prefix });
}

/** Only a clear no stops the start: views work without the file store, and jobs wait for it. */
async function refuseUnusableBucket(client: S3Client, bucket: string): Promise<void> {
  try {
    await client.config.region();
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
  } catch (thrown) {
    const status = statusOf(thrown);
    if (status !== null && (status === 429 || status >= 500)) return;
    if (status === null && s3Error(thrown) instanceof AppError) return;
    const detail = `FILE_STORE s3://${bucket} cannot be used (${status ?? String(thrown)}): check bucket, region and credentials`;
    throw new AppError('file.store_unavailable', { cause: thrown, detail });
  }
}
