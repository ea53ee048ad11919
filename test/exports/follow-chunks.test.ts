import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import type { NewChunk } from '../../src/exports/exports.store.ts';
import { followChunks } from '../../src/exports/follow-chunks.ts';
import type { ChunkTrail } from '../../src/exports/follow-chunks.ts';
import { fileKey, openFileStore } from '../../src/files/index.ts';
import type { FileStore } from '../../src/files/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'siderail-follow-'));
let files: FileStore;
beforeAll(async () => { files = await openFileStore(folder); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function chunk(part: number, seq: number, text: string, name = `chunk-0-${part}-${seq}-f1`): Promise<NewChunk> {
  const key = fileKey(PortalId.parse('4711001'), 'exports', '00000000-0000-4000-8000-000000000001', name);
  await files.put(key, Buffer.from(text));
  const counts = { rows: 1, upstream: 1, calls: 1, neutralised: 0, replaced: 0, skipped: [], unreadable: [], snapshot: null };
  return { ...counts, sheet: 0, part, seq, fileKey: key, bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') };
}

/** What comes of the trail, and whether it has ended. */
function listen(trail: ChunkTrail): { text: string; ended: boolean } {
  const heard = { text: '', ended: false };
  void (async () => {
    for await (const piece of trail.lines) heard.text += Buffer.from(piece).toString();
    heard.ended = true;
  })();
  return heard;
}

it('gives the chunks in file order, and ends only when all are released (S0.16)', async () => {
  const trail = followChunks(files, 2, [], []);
  const heard = listen(trail);
  const [first, second, third] = [await chunk(0, 0, 'a'), await chunk(0, 1, 'b'), await chunk(1, 0, 'c')];

  trail.saved(third);
  trail.partFinished(1);
  trail.saved(first);
  await expect.poll(() => heard.text).toBe('a');
  trail.saved(second);
  trail.partFinished(0);
  await expect.poll(() => heard.text).toBe('abc');
  await delay(50);

  expect(heard.ended).toBe(false);
  expect(trail.release([first, second, third])).toBe(true);
  await expect.poll(() => heard.ended).toBe(true);
  expect(trail.counts).toEqual({ rows: 3, neutralised: 0, replaced: 0 });
});

it('is not released for other chunks than those it gave, nor before every part has ended (F3)', async () => {
  const [mine, anothers] = [await chunk(0, 0, 'a'), await chunk(0, 0, 'x', 'chunk-0-0-0-f2')];
  const trail = followChunks(files, 1, [], [mine]);
  const heard = listen(trail);

  expect(trail.release([mine])).toBe(false);
  trail.partFinished(0);
  expect(trail.release([anothers])).toBe(false);
  expect(trail.release([mine, await chunk(0, 1, 'b')])).toBe(false);
  expect(trail.release([])).toBe(false);
  await delay(50);
  expect(heard.ended).toBe(false);
  expect(trail.release([mine])).toBe(true);
  await expect.poll(() => heard).toEqual({ text: 'a', ended: true });
});
