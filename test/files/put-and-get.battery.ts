import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { giveBack, lend } from '../../src/core/bytes/lent-bytes.ts';
import { fileKey, filePrefix } from '../../src/files/index.ts';
import { breakingAfter, inChunks, readAll, sampleBytes, sha256, stallingAfter } from './bodies.ts';
import type { BatteryContext } from './file-store.battery.ts';

const MiB = 1024 * 1024;

/** What is put comes back whole, or was never there. */
export function putAndGetBattery({ store, newPortal, keysBelow, contentOf }: BatteryContext): void {
  it('gives back a 20 MB stream of unknown length unchanged, with its length and SHA-256', async () => {
    const key = fileKey(newPortal(), 'exports', 'a', 'file.csv');
    const bytes = sampleBytes(20_000_003);

    const stored = await store().put(key, inChunks(bytes), { contentType: 'text/csv' });

    expect(stored).toEqual({ bytes: bytes.byteLength, sha256: sha256(bytes) });
    const { bytes: length, body } = await store().get(key);
    expect(length).toBe(bytes.byteLength);
    expect((await readAll(body)).equals(bytes)).toBe(true);
  });

  it.each([0, 1, 8 * MiB - 1, 8 * MiB, 8 * MiB + 1, 16 * MiB])('keeps a file of %i bytes exactly', async (length) => {
    const key = fileKey(newPortal(), 'file');
    const bytes = sampleBytes(length);

    const stored = await store().put(key, bytes);

    expect(stored).toEqual({ bytes: length, sha256: sha256(bytes) });
    expect(await store().stat(key)).toEqual({ bytes: length });
    expect((await contentOf(key)).equals(bytes)).toBe(true);
  });

  it('takes a file row by row in small chunks', async () => {
    const key = fileKey(newPortal(), 'rows.csv');
    const bytes = sampleBytes(700_001);

    const stored = await store().put(key, inChunks(bytes, 83));

    expect(stored.sha256).toBe(sha256(bytes));
    expect((await contentOf(key)).equals(bytes)).toBe(true);
  });

  it.each([100_000, 300_000])('stores bytes whose memory is filled again as soon as they are given back, in pieces of %i', async (size) => {
    const key = fileKey(newPortal(), 'lent.csv');
    const bytes = sampleBytes(9_000_001);
    const free: Buffer[] = [];
    async function* lent(): AsyncGenerator<Uint8Array, void, undefined> {
      for (let at = 0; at < bytes.byteLength; at += size) {
        const buffer = free.pop() ?? Buffer.alloc(size);
        const piece = buffer.subarray(0, Math.min(size, bytes.byteLength - at));
        piece.set(bytes.subarray(at, at + piece.length));
        yield lend(piece, () => free.push(buffer.fill(0xff)));
      }
    }

    const stored = await store().put(key, lent());

    expect(stored.sha256).toBe(sha256(bytes));
    const copied: Buffer[] = [];
    for await (const piece of (await store().get(key)).body as AsyncIterable<Uint8Array>) {
      copied.push(Buffer.from(piece));
      giveBack(piece);
    }
    expect(Buffer.concat(copied).equals(bytes)).toBe(true);
  });

  it('reads a stretch of a file, and nothing behind its end', async () => {
    const key = fileKey(newPortal(), 'file');
    const bytes = sampleBytes(300_000);
    await store().put(key, bytes);

    const stretch = async (start: number, end?: number) => {
      const { bytes: length, body } = await store().get(key, { start, end });
      const read = await readAll(body);
      expect(length).toBe(read.byteLength);
      return read;
    };

    expect((await stretch(100, 199)).equals(bytes.subarray(100, 200))).toBe(true);
    expect((await stretch(299_990)).equals(bytes.subarray(299_990))).toBe(true);
    expect((await stretch(299_990, 400_000)).equals(bytes.subarray(299_990))).toBe(true);
    expect(await stretch(300_000)).toHaveLength(0);
    await expect(store().get(key, { start: -1 })).rejects.toMatchObject({ code: 'internal' });
    await expect(store().get(key, { start: 5, end: 4 })).rejects.toMatchObject({ code: 'internal' });
  });

  it('says that a file is missing instead of giving an empty one', async () => {
    const portal = newPortal();

    await expect(store().get(fileKey(portal, 'file'))).rejects.toMatchObject({ code: 'file.missing' });
    await expect(store().get(fileKey(portal, 'no', 'such', 'folder'), { start: 0 })).rejects.toMatchObject({ code: 'file.missing' });
    expect(await store().stat(fileKey(portal, 'file'))).toBeNull();
    expect(await keysBelow(filePrefix(portal))).toEqual([]);
  });

  it('T48: does not take a folder of files for a file', async () => {
    const portal = newPortal();
    await store().put(fileKey(portal, 'exports', 'a'), sampleBytes(10));

    await expect(store().get(fileKey(portal, 'exports'))).rejects.toMatchObject({ code: 'file.missing' });
    expect(await store().stat(fileKey(portal, 'exports'))).toBeNull();
    await expect(store().get(fileKey(portal, 'exports', 'a', 'below'))).rejects.toMatchObject({ code: 'file.missing' });
  });

  it('replaces a file by a new one, and by the same one', async () => {
    const portal = newPortal();
    const key = fileKey(portal, 'file');
    const [first, second] = [sampleBytes(5_000, 1), sampleBytes(3_000, 2)];

    await store().put(key, first);
    await store().put(key, first);
    expect((await contentOf(key)).equals(first)).toBe(true);
    await store().put(key, second);

    expect((await contentOf(key)).equals(second)).toBe(true);
    expect(await keysBelow(filePrefix(portal))).toEqual([key]);
  });

  it('F16: shows nothing of a file until it is whole', async () => {
    const portal = newPortal();
    const key = fileKey(portal, 'file');
    const abort = new AbortController();
    const { body, reached } = stallingAfter(sampleBytes(20 * MiB));
    const put = store().put(key, body, { signal: abort.signal });
    const failed = expect(put).rejects.toBe('enough');
    await reached;

    expect(await store().stat(key)).toBeNull();
    await expect(store().get(key)).rejects.toMatchObject({ code: 'file.missing' });
    expect(await keysBelow(filePrefix(portal))).toEqual([]);

    abort.abort('enough');
    await failed;
  });

  it.each([0, 1_000, 20 * MiB])('F16: a source that fails after %i bytes leaves nothing, and its own error is told', async (length) => {
    const portal = newPortal();
    const key = fileKey(portal, 'file');
    const failure = new Error('the database went away');

    await expect(store().put(key, breakingAfter(sampleBytes(length), failure))).rejects.toBe(failure);

    expect(await store().stat(key)).toBeNull();
    expect(await keysBelow(filePrefix(portal))).toEqual([]);
  });

  it.each([1_000, 20 * MiB])('F14: a put cancelled after %i bytes ends at once, though its source is silent, and leaves nothing', async (length) => {
    const portal = newPortal();
    const key = fileKey(portal, 'file');
    const abort = new AbortController();
    const { body, reached } = stallingAfter(sampleBytes(length));
    const put = store().put(key, body, { signal: abort.signal });
    const reason = new Error('cancelled by the person');
    const failed = expect(put).rejects.toBe(reason);
    await reached;

    const before = performance.now();
    abort.abort(reason);
    await failed;

    expect(performance.now() - before).toBeLessThan(10_000);
    expect(await store().stat(key)).toBeNull();
    expect(await keysBelow(filePrefix(portal))).toEqual([]);
  });

  it('F14: a put that was cancelled before it began reads nothing', async () => {
    const key = fileKey(newPortal(), 'file');
    let read = 0;
    async function* body(): AsyncGenerator<Uint8Array, void, undefined> {
      read += 1;
      yield sampleBytes(10);
    }

    const put = store().put(key, body(), { signal: AbortSignal.abort('too late') });

    await expect(put).rejects.toBe('too late');
    expect(read).toBe(0);
    expect(await store().stat(key)).toBeNull();
  });

  it('F16: a failed or cancelled put leaves the earlier file as it was', async () => {
    const key = fileKey(newPortal(), 'file');
    const earlier = sampleBytes(4_000);
    await store().put(key, earlier);

    await expect(store().put(key, breakingAfter(sampleBytes(20 * MiB, 2), new Error('gone')))).rejects.toThrow('gone');
    await expect(store().put(key, sampleBytes(10), { signal: AbortSignal.abort('no') })).rejects.toBe('no');

    expect((await contentOf(key)).equals(earlier)).toBe(true);
  });

  it('closes the source of a put that fails', async () => {
    const abort = new AbortController();
    let closed = false;
    async function* body(): AsyncGenerator<Uint8Array, void, undefined> {
      // From here on, because a source that nobody has asked yet has nothing to close.
      setTimeout(() => abort.abort('enough'), 50);
      try {
        for (;;) yield sampleBytes(50_000);
      } finally {
        closed = true;
      }
    }

    await expect(store().put(fileKey(newPortal(), 'file'), body(), { signal: abort.signal })).rejects.toBe('enough');

    await expect.poll(() => closed).toBe(true);
  });

  it('lets a reader stop in the middle of a file', async () => {
    const key = fileKey(newPortal(), 'file');
    await store().put(key, sampleBytes(5 * MiB));

    const { body } = await store().get(key);
    for await (const chunk of body) {
      expect(chunk.byteLength).toBeGreaterThan(0);
      break;
    }

    expect(body.destroyed).toBe(true);
    expect(await contentOf(key)).toHaveLength(5 * MiB);
  });

  it('waits for a slow reader instead of loading the file into memory', async () => {
    const key = fileKey(newPortal(), 'file');
    await store().put(key, sampleBytes(20 * MiB));

    const { body } = await store().get(key);
    const first = await new Promise<Buffer>((resolve) => body.once('readable', () => resolve(body.read())));
    await sleep(200);

    expect(first.byteLength + body.readableLength).toBeLessThan(2 * MiB);
    body.destroy();
  });
}
