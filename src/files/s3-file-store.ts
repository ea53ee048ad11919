import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import type { MultipartUpload, S3Client } from '@aws-sdk/client-s3';
import { isFileKey, isFilePrefix, refusedKey } from './file-key.ts';
import type { FileKey, FilePrefix } from './file-key.ts';
import type { FileStore } from './file-store.ts';
import { isNoSuchKey, s3Error } from './s3-error.ts';
import { meterBody } from './meter-body.ts';
import { readS3Object } from './read-s3-object.ts';
import { storeUnavailable } from './store-unavailable.ts';
import { uploadToS3 } from './upload-to-s3.ts';

export type S3Place = {
  readonly client: S3Client;
  readonly bucket: string;
  /** Before every key: empty, or with a `/` at its end. */
  readonly prefix: string;
};

/** Files as objects of one bucket. Deletion is final only in a bucket without versioning. */
export function s3FileStore({ client, bucket, prefix: above }: S3Place): FileStore {
  // The brand can be forged with a cast; another portal's objects cannot be allowed to depend on it.
  function objectOf(key: FileKey): { Bucket: string; Key: string } {
    if (!isFileKey(key)) throw refusedKey();
    return { Bucket: bucket, Key: above + key };
  }

  async function* objectsBelow(prefix: FilePrefix): AsyncGenerator<{ key: string; bytes: number }[], void, undefined> {
    if (!isFilePrefix(prefix)) throw refusedKey();
    try {
      // The slash keeps portals/1 apart from portals/11.
      for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: `${above}${prefix}/` })) {
        yield (page.Contents ?? []).flatMap((found) => (found.Key === undefined ? [] : [{ key: found.Key, bytes: found.Size ?? 0 }]));
      }
    } catch (thrown) {
      throw s3Error(thrown);
    }
  }

  return {
    async put(key, body, options = {}) {
      const object = objectOf(key);
      const meter = meterBody(body, options.signal);
      try {
        await uploadToS3(client, { ...object, contentType: options.contentType }, meter.chunks, options);
        return meter.stored();
      } catch (thrown) {
        meter.throwIfSourceFailed();
        options.signal?.throwIfAborted();
        throw s3Error(thrown);
      } finally {
        meter.close();
      }
    },

    async get(key, range) {
      return readS3Object(client, objectOf(key), range);
    },

    async stat(key) {
      const object = objectOf(key);
      try {
        const found = await client.send(new HeadObjectCommand(object));
        return { bytes: found.ContentLength ?? 0 };
      } catch (thrown) {
        if (isNoSuchKey(thrown)) return null;
        throw s3Error(thrown);
      }
    },

    async delete(key) {
      const object = objectOf(key);
      try {
        await client.send(new DeleteObjectCommand(object));
      } catch (thrown) {
        if (!isNoSuchKey(thrown)) throw s3Error(thrown);
      }
    },

    async deletePrefix(prefix) {
      let count = 0;
      // A listed page and a deletion both hold 1,000 keys at most.
      for await (const objects of objectsBelow(prefix)) {
        if (objects.length > 0) await deleteObjects(client, bucket, objects.map((object) => object.key));
        count += objects.length;
      }
      return count;
    },

    async *list(prefix) {
      for await (const objects of objectsBelow(prefix)) {
        for (const { key: name, bytes } of objects) {
          const key = name.slice(above.length);
          if (isFileKey(key)) yield { key, bytes };
        }
      }
    },

    freeBytes: () => Promise.resolve(null),

    async sweepTemporary(olderThanMs, now) {
      let count = 0;
      try {
        for await (const upload of unfinishedUploads(client, bucket, `${above}portals/`)) {
          if (!upload.Initiated || now - upload.Initiated.getTime() < olderThanMs) continue;
          if (await aborted(client, bucket, upload)) count += 1;
        }
      } catch (thrown) {
        throw s3Error(thrown);
      }
      return count;
    },
  };
}

async function deleteObjects(client: S3Client, bucket: string, keys: readonly string[]): Promise<void> {
  const Delete = { Quiet: true, Objects: keys.map((Key) => ({ Key })) };
  const answer = await sent(client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete })));
  // The answer is 200 even when single objects were kept.
  const [kept] = answer.Errors ?? [];
  if (kept) throw storeUnavailable('refused', `file store on S3: an object was not deleted, ${kept.Code ?? 'no code'}`, undefined);
}

async function* unfinishedUploads(client: S3Client, bucket: string, prefix: string): AsyncGenerator<MultipartUpload, void, undefined> {
  let after: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, ...after }));
    yield* page.Uploads ?? [];
    if (!page.IsTruncated) return;
    after = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
}

/** True when this call ended the upload, false when it had ended already: two workers may sweep at once. */
async function aborted(client: S3Client, bucket: string, { Key, UploadId }: MultipartUpload): Promise<boolean> {
  try {
    await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
    return true;
  } catch (thrown) {
    if (isNoSuchKey(thrown)) return false;
    throw thrown;
  }
}

async function sent<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (thrown) {
    throw s3Error(thrown);
  }
}
