import { randomUUID } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { fileKey } from '../../src/files/index.ts';
import type { FileKey, FileStore } from '../../src/files/index.ts';
import { localFileStore } from '../../src/files/local-file-store.ts';
import type { OpenForWriting } from '../../src/files/write-durably.ts';
import { readAll, sampleBytes, sha256 } from './bodies.ts';

const FILES = 4;
const BYTES = 3_000_000;

let root: string;
let store: FileStore;
let originals: { readonly key: FileKey; readonly bytes: Uint8Array }[];

/** A disk that looks at what it was given only some time later, as a kernel with a long queue does. */
const slowDisk: OpenForWriting = async (path, flags, mode) => {
  const handle = await open(path, flags, mode);
  return {
    async writeFile(data) {
      await sleep(3);
      await handle.writeFile(data);
    },
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
};

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lent-pieces-'));
  store = localFileStore(root, { open: slowDisk, randomUUID });
  originals = Array.from({ length: FILES }, (_, seed) => ({ key: keyOf(`a${seed}`), bytes: sampleBytes(BYTES, seed + 1) }));
  for (const { key, bytes } of originals) await store.put(key, bytes);
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Each of another portal: a mixed-up buffer would show one what is the other's. */
function keyOf(job: string): FileKey {
  return fileKey(PortalId.parse(`6${job.length}${job.at(-1)}`), 'exports', job, 'file.csv');
}

describe('read buffers that all exports of a process share', () => {
  it('keep their bytes until the slowest disk has them, however many files are copied at once', async () => {
    const copies = await Promise.all(originals.map(async ({ key }, at) => {
      const copy = keyOf(`copy${at}`);
      await store.put(copy, (await store.get(key)).body as AsyncIterable<Uint8Array>);
      return copy;
    }));

    for (const [at, copy] of copies.entries()) expect(sha256(await readAll((await store.get(copy)).body))).toBe(sha256(originals[at]!.bytes));
  });

  it('keep their bytes for a reader that holds on to them, while others read and give back', async () => {
    const held: Buffer[] = [];
    for await (const piece of (await store.get(originals[0]!.key)).body as AsyncIterable<Buffer>) held.push(piece);

    for (const { key } of originals.slice(1)) await store.put(keyOf('copy9'), (await store.get(key)).body as AsyncIterable<Uint8Array>);

    expect(sha256(Buffer.concat(held))).toBe(sha256(originals[0]!.bytes));
  });

  it('are not taken from a copy that breaks off in the middle of a write', async () => {
    const stop = new AbortController();
    const broken = store.put(keyOf('copy8'), stopAfterTwo((await store.get(originals[0]!.key)).body as AsyncIterable<Uint8Array>, stop), { signal: stop.signal });
    const whole = store.put(keyOf('copy7'), (await store.get(originals[1]!.key)).body as AsyncIterable<Uint8Array>);

    await expect(broken).rejects.toThrow('stopped');
    expect((await whole).sha256).toBe(sha256(originals[1]!.bytes));
    expect(sha256(await readAll((await store.get(keyOf('copy7'))).body))).toBe(sha256(originals[1]!.bytes));
  });
});

async function* stopAfterTwo(body: AsyncIterable<Uint8Array>, stop: AbortController): AsyncGenerator<Uint8Array, void, undefined> {
  let pieces = 0;
  for await (const piece of body) {
    yield piece;
    pieces += 1;
    if (pieces === 2) stop.abort(new Error('stopped'));
  }
}
