import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, open, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { fileKey, filePrefix, openFileStore } from '../../src/files/index.ts';
import { localFileStore } from '../../src/files/local-file-store.ts';
import { endless, inChunks, readAll, sampleBytes, settled, sha256 } from './bodies.ts';
import { fileStoreBattery } from './file-store.battery.ts';
import { fillingDisk } from './filling-disk.ts';

const portal = PortalId.parse('62');
const key = fileKey(portal, 'exports', 'a', 'file.csv');
const roots: string[] = [];

async function newRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'file-store-'));
  roots.push(root);
  return root;
}

async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

fileStoreBattery('a local folder', async () => {
  const outer = await mkdtemp(join(tmpdir(), 'file-store-'));
  // Deep inside: should a broken driver follow the battery's `..`, it deletes nothing but its own folder.
  return { store: await openFileStore(join(outer, 'deep', 'inside')), close: () => rm(outer, { recursive: true, force: true }) };
});

describe('file store on a local folder, its own promises', () => {
  afterEach(async () => {
    for (const root of roots.splice(0)) await rm(root, { recursive: true, force: true });
  });

  it.each([0, 0.01, 0.5, 0.99, 1])('F4: a disk that is full after %d of the file leaves nothing and is worth a retry, which then works', async (share) => {
    const root = await newRoot();
    const bytes = sampleBytes(5_000_000);
    const disk = fillingDisk(Math.floor(bytes.byteLength * share));
    const store = localFileStore(root, { open: disk.open, randomUUID });

    const put = store.put(key, inChunks(bytes));

    await expect(put).rejects.toMatchObject({ code: 'file.store_unavailable', retry: 'backoff', userMessage: 'The place where files are kept is full.' });
    expect(await filesBelow(root)).toEqual([]);
    disk.free();
    expect((await store.put(key, inChunks(bytes))).sha256).toBe(sha256(bytes));
  });

  it('F4: tells a full disk by what the kernel itself says', async () => {
    // Only Linux has a device that is always full.
    const full = process.platform === 'linux' ? () => open('/dev/full', 'w') : fillingDisk(0).open;
    const store = localFileStore(await newRoot(), { open: full, randomUUID });

    await expect(store.put(key, sampleBytes(10))).rejects.toMatchObject({ code: 'file.store_unavailable', cause: { code: 'ENOSPC' } });
  });

  it('F4: a full disk keeps the earlier file', async () => {
    const root = await newRoot();
    const earlier = sampleBytes(1_000);
    await localFileStore(root, { open, randomUUID }).put(key, earlier);
    const store = localFileStore(root, { open: fillingDisk(500_000).open, randomUUID });

    await expect(store.put(key, inChunks(sampleBytes(2_000_000)))).rejects.toMatchObject({ code: 'file.store_unavailable' });

    expect((await readAll((await store.get(key)).body)).equals(earlier)).toBe(true);
  });

  it.each([
    ['cannot even be opened', () => Promise.reject(Object.assign(new Error('no'), { code: 'EDQUOT' }))],
    ['takes nothing', fillingDisk(0).open],
  ])('F4: closes the stream that feeds a put when the disk %s', async (_, openFull) => {
    const store = localFileStore(await newRoot(), { open: openFull, randomUUID });
    const body = Readable.from(inChunks(sampleBytes(2_000_000)));

    await expect(store.put(key, body)).rejects.toMatchObject({ code: 'file.store_unavailable' });

    expect(body.destroyed).toBe(true);
  });

  it('syncs the bytes before the file gets its name', async () => {
    const root = await newRoot();
    const order: string[] = [];
    const store = localFileStore(root, {
      randomUUID,
      async open(path, flags, mode) {
        const handle = await open(path, flags, mode);
        return {
          writeFile: (data) => handle.writeFile(data),
          async sync() {
            const named = await access(join(root, key)).then(() => true, () => false);
            order.push(`synced, named: ${named}`);
            await handle.sync();
          },
          close: () => handle.close(),
        };
      },
    });

    await store.put(key, sampleBytes(10));

    expect(order).toEqual(['synced, named: false']);
    expect(await store.stat(key)).toEqual({ bytes: 10 });
  });

  it('takes no more from the source than a slow disk can write', async () => {
    const gate = Promise.withResolvers<void>();
    const abort = new AbortController();
    const { body, pulled } = endless(64 * 1024);
    const slow = { writeFile: () => gate.promise, sync: async () => undefined, close: async () => undefined };
    const store = localFileStore(await newRoot(), { open: async () => slow, randomUUID });

    const put = store.put(key, body, { signal: abort.signal });
    const failed = expect(put).rejects.toBe('enough');

    expect(await settled(pulled)).toBeLessThanOrEqual(512 * 1024);
    abort.abort('enough');
    gate.resolve();
    await failed;
  });

  it('F16: sweeps what a killed process left, and neither files nor a put under way', async () => {
    const root = await newRoot();
    const store = await openFileStore(root);
    await store.put(key, sampleBytes(10));
    const folder = join(root, 'portals', '62', 'exports', 'a');
    const now = Date.now();
    const [left, running] = [randomUUID(), randomUUID()].map((id) => join(folder, `~${id}.tmp`)) as [string, string];
    for (const path of [left, running]) await writeFile(path, 'half a fi');
    await utimes(left, new Date(now - 3_600_000), new Date(now - 3_600_000));
    await utimes(join(root, key), new Date(now - 7_200_000), new Date(now - 7_200_000));

    const found: string[] = [];
    for await (const file of store.list(filePrefix(portal))) found.push(file.key);
    expect(found).toEqual([key]);

    expect(await store.sweepTemporary(1_800_000, now)).toBe(1);
    expect(await store.sweepTemporary(1_800_000, now)).toBe(0);
    expect((await filesBelow(root)).sort()).toEqual(['file.csv', running.slice(folder.length + 1)]);
  });

  it('F16: a worker killed in the middle of a put leaves no file, and the sweep leaves nothing at all', async () => {
    const root = await newRoot();
    const worker = spawn(process.execPath, [join(import.meta.dirname, 'put-and-hang.ts'), root], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(worker.stdout, 'data');

    worker.kill('SIGKILL');
    await once(worker, 'exit');

    const store = await openFileStore(root);
    expect(await filesBelow(root)).toHaveLength(1);
    expect(await store.stat(key)).toBeNull();
    expect(await store.sweepTemporary(0, Date.now() + 1_000)).toBe(1);
    expect(await filesBelow(root)).toEqual([]);
    expect(await store.put(key, sampleBytes(10))).toMatchObject({ bytes: 10 });
  });

  it('F14: deleting an export takes temporary files and folders with it', async () => {
    const root = await newRoot();
    const store = await openFileStore(root);
    await store.put(key, sampleBytes(10));
    await writeFile(join(root, 'portals', '62', 'exports', 'a', `~${randomUUID()}.tmp`), 'half');

    expect(await store.deletePrefix(filePrefix(portal, 'exports', 'a'))).toBe(1);

    expect(await readdir(join(root, 'portals', '62', 'exports'))).toEqual([]);
  });

  it('F14: a put whose export is deleted meanwhile fails and does not bring the export back', async () => {
    const root = await newRoot();
    const store = await openFileStore(root);
    async function* body(): AsyncGenerator<Uint8Array, void, undefined> {
      yield sampleBytes(300_000);
      await store.deletePrefix(filePrefix(portal, 'exports', 'a'));
      yield sampleBytes(300_000);
    }

    await expect(store.put(key, body())).rejects.toMatchObject({ code: 'file.store_unavailable' });

    expect(await filesBelow(root)).toEqual([]);
  });

  it('lists in the order of S3 also where one name begins another', async () => {
    const store = await openFileStore(await newRoot());
    const names = [['a', 'x'], ['a-b'], ['a.csv'], ['a0'], ['B']] as const;
    for (const [first, ...rest] of names) await store.put(fileKey(portal, first, ...rest), sampleBytes(1));

    const found: string[] = [];
    for await (const file of store.list(filePrefix(portal))) found.push(file.key.slice('portals/62/'.length));

    expect(found).toEqual(['B', 'a-b', 'a.csv', 'a/x', 'a0']);
  });

  it('T48: writes and reads nothing outside its folder', async () => {
    const root = await newRoot();
    const store = await openFileStore(join(root, 'store'));
    await writeFile(join(root, 'outside'), 'secret');

    for (const part of ['..', '../outside', '..\\outside', '%2e%2e']) {
      expect(() => fileKey(portal, part, 'outside')).toThrow(expect.objectContaining({ code: 'internal' }));
    }
    await store.put(key, sampleBytes(10));

    expect((await filesBelow(root)).sort()).toEqual(['file.csv', 'outside']);
    expect(await readdir(join(root, 'store'))).toEqual(['portals']);
  });

  it('keeps files from other users of the machine', async () => {
    const root = await newRoot();
    const store = await openFileStore(join(root, 'store'));
    await store.put(key, sampleBytes(10));

    expect((await stat(join(root, 'store', key))).mode & 0o077).toBe(0);
    expect((await stat(join(root, 'store', 'portals', '62'))).mode & 0o077).toBe(0);
  });

  it('says at the start which folder cannot be used', async () => {
    const root = await newRoot();
    await writeFile(join(root, 'taken'), 'a file, not a folder');
    await mkdir(join(root, 'fine'));

    await expect(openFileStore(join(root, 'taken'))).rejects.toThrow(/^FILE_STORE .*taken cannot be written/);
    await expect(openFileStore(join(root, 'fine'))).resolves.toBeDefined();
  });
});
