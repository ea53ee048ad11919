import { randomUUID } from 'node:crypto';
import { access, constants, open } from 'node:fs/promises';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { AppError } from '../core/errors/app-error.ts';
import type { FileStore } from './file-store.ts';
import { localError } from './local-error.ts';
import { localFileStore } from './local-file-store.ts';
import { makeFolder } from './make-folder.ts';
import { s3Error, statusOf } from './s3-error.ts';
import { s3FileStore } from './s3-file-store.ts';
import { parseStoreLocation } from './store-location.ts';
import type { S3Location } from './store-location.ts';

export type FileStoreDeps = {
  /** Fixed keys or a provider. Absent: the AWS SDK's default chain (environment, shared config, instance role). */
  readonly s3Credentials?: NonNullable<S3ClientConfig['credentials']> | undefined;
};

/**
 * Opens the store FILE_STORE names: `/abs/dir`, `./dir` or `s3://bucket/prefix?region=..&endpoint=..&pathStyle=1`.
 * A folder is created and must be writable; a bucket must exist and let us in, but may be out of reach for now.
 * Throws AppError with a `detail` that tells the operator what to change.
 */
export async function openFileStore(location: string, deps: FileStoreDeps = {}): Promise<FileStore> {
  const parsed = parseStoreLocation(location);
  if (parsed.kind === 's3') return openS3(parsed, deps);
  await prepareRoot(parsed.root);
  return localFileStore(parsed.root, { open, randomUUID });
}

async function prepareRoot(root: string): Promise<void> {
  try {
    await makeFolder(root);
    await access(root, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (thrown) {
    const cause = localError(thrown);
    throw new AppError('file.store_unavailable', { cause, detail: `FILE_STORE ${root} cannot be written: ${String(thrown)}` });
  }
}

async function openS3(location: S3Location, deps: FileStoreDeps): Promise<FileStore> {
  const client = new S3Client({
    ...(location.region && { region: location.region }),
    ...(location.endpoint && { endpoint: location.endpoint }),
    ...(deps.s3Credentials && { credentials: deps.s3Credentials }),
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
