import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseStoreLocation } from '../../src/files/store-location.ts';

describe('FILE_STORE', () => {
  it.each(['/var/lib/siderail', './data', 'data/files', '/with space/ä'])('takes the folder %j', (text) => {
    expect(parseStoreLocation(text)).toEqual({ kind: 'local', root: resolve(text) });
  });

  it('takes a bucket, with and without options', () => {
    expect(parseStoreLocation('s3://my-bucket')).toEqual({ kind: 's3', bucket: 'my-bucket', prefix: '', region: null, endpoint: null, pathStyle: false });
    expect(parseStoreLocation('s3://my-bucket/a/b/?region=eu-west-1&endpoint=http%3A%2F%2Flocalhost%3A9000&pathStyle=1')).toEqual({
      kind: 's3', bucket: 'my-bucket', prefix: 'a/b/', region: 'eu-west-1', endpoint: 'http://localhost:9000', pathStyle: true,
    });
  });

  it.each([
    ['', 'neither a folder'], ['gs://bucket', 'neither a folder'], ['https://bucket.s3.amazonaws.com', 'neither a folder'], ['file:///data', 'neither a folder'],
    ['s3://', 'names no bucket'], ['s3://UP', 'names no bucket'], ['s3://user:secret@bucket', 'credentials come from'],
    ['s3://bucket?pathstyle=1', 'unknown option "pathstyle"'], ['s3://bucket?pathStyle=yes', 'pathStyle other than'],
    ['s3://bucket?endpoint=localhost:9000', 'no http(s) address'], ['s3://bucket/a b', 'prefix with other characters'], ['s3://bucket/a//b', 'prefix with other characters'],
  ])('refuses %j in a sentence that begins with FILE_STORE and holds no secret', (text, sentence) => {
    const thrown = (() => {
      try {
        return parseStoreLocation(text);
      } catch (error) {
        return error;
      }
    })();

    expect(thrown).toMatchObject({ code: 'internal', retry: 'never', message: expect.stringContaining(sentence) });
    expect(thrown).toMatchObject({ message: expect.stringMatching(/^FILE_STORE (?!.*secret)/) });
  });
});
