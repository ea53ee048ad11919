import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { fileKey, openFileStore } from '../../src/files/index.ts';
import { inChunks, readAll, sampleBytes, sha256 } from './bodies.ts';

// A local folder only: the S3 server of the tests mixes two bodies that come at once, which S3 itself never does.
it('keeps one whole file when two workers write it at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'siderail-two-writers-'));
  const store = await openFileStore(folder);
  const key = fileKey(PortalId.parse('1'), 'file');
  const bodies = [sampleBytes(2_000_000, 1), sampleBytes(3_000_000, 2)];

  await Promise.all(bodies.map((bytes) => store.put(key, inChunks(bytes))));

  const { body } = await store.get(key);
  expect(bodies.map(sha256)).toContain(sha256(await readAll(body)));
  await rm(folder, { recursive: true, force: true });
});
