import { randomUUID } from 'node:crypto';
import { access, constants, open } from 'node:fs/promises';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { AppError } from '../core/errors/app-error.ts';
import type { FileStore } from './file-store.ts';
import { localError } from './local-error.ts';
import { localFileStore } from './local-file-store.ts';
import { makeFolder } from './make-folder.ts';
import { parseStoreLocation } from './store-location.ts';

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
  if (parsed.kind === 's3') {
    // The AWS SDK takes 15 MB of memory: loaded only where it is used.
    const { openS3FileStore } = await import('./open-s3-file-store.ts');
    return openS3FileStore(parsed, deps.s3Credentials);
  }
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
