import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { fileKey, filePrefix, openFileStore } from '../../src/files/index.ts';
import type { FileStore } from '../../src/files/index.ts';
import { endless, inChunks, readAll, sampleBytes, settled } from './bodies.ts';
import { fileStoreBattery } from './file-store.battery.ts';
import type { StoreUnderTest } from './file-store.battery.ts';
import { send, startScriptedS3 } from './scripted-s3.ts';
import type { ScriptedS3 } from './scripted-s3.ts';

const MiB = 1024 * 1024;
const s3Credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
const portal = PortalId.parse('62');
const key = fileKey(portal, 'exports', 'a', 'file.csv');

async function onS3rver(): Promise<StoreUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), 's3rver-'));
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name: 'siderail' }] });
  const { port } = await server.run();
  const endpoint = encodeURIComponent(`http://127.0.0.1:${port}`);
  const store = await openFileStore(`s3://siderail/team/files?region=us-east-1&endpoint=${endpoint}&pathStyle=1`, { s3Credentials });
  return {
    store,
    async close() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

fileStoreBattery('S3', onS3rver);

describe('file store on S3, its own promises', () => {
  let s3: ScriptedS3;
  let store: FileStore;

  beforeEach(async () => {
    s3 = await startScriptedS3();
    store = await openFileStore(s3.location, { s3Credentials });
    s3.calls.length = 0;
    s3.urls.length = 0;
  });
  afterEach(async () => s3.close());

  it('uploads in parts of 8 MiB and keeps to its prefix in the bucket', async () => {
    await store.put(key, inChunks(sampleBytes(20 * MiB)));

    expect(s3.calls.filter((call) => call === 'UploadPart')).toHaveLength(3);
    expect(s3.calls.at(-1)).toBe('CompleteMultipartUpload');
    expect(new Set(s3.urls.map((url) => url.pathname))).toEqual(new Set(['/scripted/some/where/portals/62/exports/a/file.csv']));
  });

  it('F14: lists and deletes all of 2,005 files, though a page holds 1,000', async () => {
    const keys = Array.from({ length: 2_005 }, (_, at) => fileKey(portal, 'chunks', String(at).padStart(6, '0')));
    for (const name of [...keys, 'portals/621/x']) s3.keys.add(`some/where/${name}`);

    const found: string[] = [];
    for await (const file of store.list(filePrefix(portal))) found.push(file.key);

    expect(found).toEqual(keys);
    expect(await store.deletePrefix(filePrefix(portal))).toBe(2_005);
    expect([...s3.keys]).toEqual(['some/where/portals/621/x']);
  });

  it('shows nothing that others keep in the same bucket', async () => {
    for (const name of [key, 'portals/62/no key/x', 'portals/62/']) s3.keys.add(`some/where/${name}`);
    s3.keys.add(`else/where/${key}`);

    const found: string[] = [];
    for await (const file of store.list(filePrefix(portal))) found.push(file.key);

    expect(found).toEqual([key]);
  });

  it('F16: takes back its parts when the source fails', async () => {
    const failure = new Error('the database went away');
    async function* body(): AsyncGenerator<Uint8Array, void, undefined> {
      yield* inChunks(sampleBytes(20 * MiB));
      throw failure;
    }

    await expect(store.put(key, body())).rejects.toBe(failure);

    expect(s3.calls).toContain('AbortMultipartUpload');
    expect(s3.calls).not.toContain('CompleteMultipartUpload');
  });

  it('F14: a cancelled put cuts parts under way, and its parts are gone when it ends', async () => {
    const abort = new AbortController();
    s3.script = (call) => (call === 'UploadPart' ? () => undefined : undefined);
    const put = store.put(key, inChunks(sampleBytes(40 * MiB)), { signal: abort.signal });
    const failed = expect(put).rejects.toBe('cancelled');
    await expect.poll(() => s3.calls.filter((call) => call === 'UploadPart').length).toBe(2);

    abort.abort('cancelled');
    await failed;

    expect(s3.calls.at(-1)).toBe('AbortMultipartUpload');
    expect(s3.calls).not.toContain('CompleteMultipartUpload');
  });

  it('takes no more from the source than a silent server can hold', async () => {
    const abort = new AbortController();
    s3.script = (call) => (call === 'UploadPart' ? () => undefined : undefined);
    const { body, pulled } = endless(256 * 1024);
    const put = store.put(key, body, { signal: abort.signal });
    const failed = expect(put).rejects.toBe('enough');
    await expect.poll(() => s3.calls.filter((call) => call === 'UploadPart').length).toBe(2);

    expect(await settled(pulled)).toBeLessThanOrEqual(25 * MiB);

    abort.abort('enough');
    await failed;
  });

  it('F16: a part the server fails once is sent again', async () => {
    let failures = 1;
    s3.script = (call) => (call === 'UploadPart' && failures-- > 0 ? { status: 503, code: 'SlowDown' } : undefined);

    await store.put(key, inChunks(sampleBytes(20 * MiB)));

    expect(s3.calls.filter((call) => call === 'UploadPart')).toHaveLength(4);
  });

  it('F16: a part that keeps failing ends the put with an error worth a retry, and takes back the others', async () => {
    s3.script = (call, url) => (call === 'UploadPart' && url.searchParams.get('partNumber') === '2' ? { status: 500, code: 'InternalError' } : undefined);

    const put = store.put(key, inChunks(sampleBytes(40 * MiB)));

    await expect(put).rejects.toMatchObject({ code: 'file.store_unavailable', retry: 'backoff', userMessage: 'The place where files are kept does not answer.' });
    expect(s3.calls).toContain('AbortMultipartUpload');
    expect(s3.calls).not.toContain('CompleteMultipartUpload');
  });

  it('F16: an error is told also when the parts cannot be taken back', async () => {
    const failure = new Error('the database went away');
    s3.script = (call) => (call === 'AbortMultipartUpload' ? { status: 405, code: 'MethodNotAllowed' } : undefined);
    async function* body(): AsyncGenerator<Uint8Array, void, undefined> {
      yield* inChunks(sampleBytes(20 * MiB));
      throw failure;
    }

    await expect(store.put(key, body())).rejects.toBe(failure);
  });

  it('F16: a put whose last answer was lost can simply be put again', async () => {
    let lost = false;
    s3.script = (call) => {
      if (call !== 'CompleteMultipartUpload') return undefined;
      if (lost) return { status: 404, code: 'NoSuchUpload' };
      lost = true;
      return (response) => response.destroy();
    };

    await expect(store.put(key, inChunks(sampleBytes(20 * MiB)))).rejects.toMatchObject({ code: 'file.store_unavailable', retry: 'backoff' });
    s3.script = () => undefined;

    await expect(store.put(key, inChunks(sampleBytes(20 * MiB)))).resolves.toMatchObject({ bytes: 20 * MiB });
  });

  it.each([
    [500, 'InternalError', 'The place where files are kept does not answer.'],
    [503, 'ServiceUnavailable', 'The place where files are kept does not answer.'],
    [507, 'XMinioStorageFull', 'The place where files are kept is full.'],
    [403, 'AccessDenied', 'The place where files are kept does not let us in.'],
    [404, 'NoSuchBucket', 'The place where files are kept does not let us in.'],
  ])('F16: a %i %s becomes one plain error for every call', async (status, code, userMessage) => {
    s3.script = () => ({ status, code });
    const expected = { code: 'file.store_unavailable', retry: 'backoff', userMessage };

    await expect(store.put(key, sampleBytes(10))).rejects.toMatchObject(expected);
    await expect(store.get(key)).rejects.toMatchObject(expected);
    await expect(store.delete(key)).rejects.toMatchObject(expected);
    await expect(store.deletePrefix(filePrefix(portal))).rejects.toMatchObject(expected);
    await expect(store.sweepTemporary(0, 0)).rejects.toMatchObject(expected);
  });

  it('F16: a server that is gone is an error worth a retry', async () => {
    await s3.close();

    await expect(store.stat(key)).rejects.toMatchObject({ code: 'file.store_unavailable', retry: 'backoff' });
  });

  it('F16: a download that breaks off fails instead of passing for the whole file', async () => {
    s3.script = () => (response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('only a part');
      setTimeout(() => response.destroy(), 50);
    };

    const { bytes, body } = await store.get(key);

    expect(bytes).toBe(1_000);
    await expect(readAll(body)).rejects.toMatchObject({ code: 'file.store_unavailable', retry: 'backoff' });
  });

  it('F16: a download that was changed on the way fails', async () => {
    s3.script = () => (response) => {
      response.writeHead(200, { 'content-length': '4', 'x-amz-checksum-crc32': 'AAAAAA==' });
      response.end('data');
    };

    const { body } = await store.get(key);

    await expect(readAll(body)).rejects.toMatchObject({ code: 'file.store_unavailable' });
  });

  it('F14: says so when the server kept an object it was told to delete', async () => {
    s3.script = (call) => (response) =>
      send(response, 200, call === 'ListObjectsV2'
        ? `<ListBucketResult><Contents><Key>some/where/${key}</Key><Size>1</Size></Contents></ListBucketResult>`
        : '<DeleteResult><Error><Key>k</Key><Code>AccessDenied</Code></Error></DeleteResult>');

    await expect(store.deletePrefix(filePrefix(portal))).rejects.toMatchObject({ code: 'file.store_unavailable' });
  });

  it('F16: sweeps the uploads of killed processes, and not one under way', async () => {
    const upload = (id: string, initiated: string) => `<Upload><Key>some/where/${key}</Key><UploadId>${id}</UploadId><Initiated>${initiated}</Initiated></Upload>`;
    const pages: Record<string, string> = {
      first: `<IsTruncated>true</IsTruncated><NextKeyMarker>k</NextKeyMarker><NextUploadIdMarker>old-1</NextUploadIdMarker>${upload('old-1', '2026-11-20T10:00:00Z')}`,
      second: upload('old-2', '2026-11-20T11:00:00Z') + upload('running', '2026-11-22T11:59:00Z'),
    };
    s3.script = (call, url) => {
      if (call !== 'ListMultipartUploads') return undefined;
      const page = url.searchParams.get('upload-id-marker') === 'old-1' ? 'second' : 'first';
      return (response) => send(response, 200, `<ListMultipartUploadsResult>${pages[page]}</ListMultipartUploadsResult>`);
    };

    expect(await store.sweepTemporary(86_400_000, Date.parse('2026-11-22T12:00:00Z'))).toBe(2);

    const aborted = s3.urls.filter((_, at) => s3.calls[at] === 'AbortMultipartUpload').map((url) => url.searchParams.get('uploadId'));
    expect(aborted).toEqual(['old-1', 'old-2']);
    expect(s3.urls[0]?.searchParams.get('prefix')).toBe('some/where/portals/');
  });

  it('F16: sweeping goes on when another worker has just swept the same upload', async () => {
    const upload = (id: string) => `<Upload><Key>k</Key><UploadId>${id}</UploadId><Initiated>2026-11-20T10:00:00Z</Initiated></Upload>`;
    s3.script = (call, url) => {
      if (url.searchParams.get('uploadId') === 'gone') return { status: 404, code: 'NoSuchUpload' };
      if (call !== 'ListMultipartUploads') return undefined;
      return (response) => send(response, 200, `<ListMultipartUploadsResult>${upload('gone')}${upload('left')}</ListMultipartUploadsResult>`);
    };

    expect(await store.sweepTemporary(1_000, Date.parse('2026-11-22T12:00:00Z'))).toBe(1);
  });

  it.each([[403, 'AccessDenied'], [404, 'NoSuchBucket']])('says at the start that the bucket cannot be used (%i)', async (status, code) => {
    s3.script = () => ({ status, code });

    await expect(openFileStore(s3.location, { s3Credentials })).rejects.toThrow(/^FILE_STORE s3:\/\/scripted cannot be used/);
  });

  it('starts while S3 is out of reach, because views need no files', async () => {
    s3.script = () => ({ status: 503, code: 'SlowDown' });

    await expect(openFileStore(s3.location, { s3Credentials })).resolves.toBeDefined();
  });
});
