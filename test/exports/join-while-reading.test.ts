import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import type { FileStore } from '../../src/files/index.ts';
import { eventually } from '../support/eventually.ts';
import { downloadText, exportRequest, jobIn } from '../support/numbers-app.ts';
import { brokenSource, expectedNumbers, numbersSource } from '../support/numbers-source.ts';
import type { NumbersSource } from '../support/numbers-source.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

const ROWS = 1_200;

let test: TestApp;
afterEach(async () => test?.close());

/** Three parts read two at a time, each 100 rows a batch, by a source that writes lines; the job is a background one. */
async function start(change: (files: FileStore) => Partial<FileStore> = () => ({})): Promise<NumbersSource> {
  const source = numbersSource({ rows: ROWS, parts: 3, batch: 100, lines: true });
  test = await startTestApp({ settings: { immediateRows: 0 }, overrides: ({ context: { files } }) => ({ sources: [source], files: { ...files, ...change(files) } }) });
  await test.pretendInstalled('4711001');
  return source;
}

const begin = async (): Promise<string> => (await test.ask('start-export', exportRequest())).job.id;

/** Names and sizes of the job's files on the disk, with those that have no name of their own yet. */
function onDisk(jobId: string): { name: string; bytes: number }[] {
  const root = test.environment['FILE_STORE']!;
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes(jobId) && statSync(join(root, name), { throwIfNoEntry: false })?.isFile())
    .map((name) => ({ name: name.split('/').at(-1)!, bytes: statSync(join(root, name)).size }));
}
const unnamed = (jobId: string): number => onDisk(jobId).filter(({ name }) => name.startsWith('~')).reduce((sum, { bytes }) => sum + bytes, 0);
const named = (jobId: string): string[] => onDisk(jobId).map(({ name }) => name).filter((name) => name.startsWith('file-'));

async function fileOf(jobId: string): Promise<string> {
  await jobIn(test, jobId, 'ready');
  const { url } = await test.ask('create-link', { jobId });
  return downloadText(test, url);
}

describe('the CSV file of a database table', () => {
  it('grows while the table is read, and has its name only when all is read (S0.3, S0.16)', async () => {
    const source = await start();
    const last = Promise.withResolvers<void>();
    source.beforeBatch = async (part, from) => { if (part === 2 && from === ROWS - 100) await last.promise; };

    const jobId = await begin();
    // A piece of 256 KiB is gathered before it is written; so the reading of the chunks is what shows.
    await eventually(() => source.reads.length === ROWS / 100 - 1);
    expect(named(jobId)).toEqual([]);
    expect(onDisk(jobId).filter(({ name }) => name.startsWith('~')).length).toBeGreaterThan(0);
    last.resolve();

    expect(await fileOf(jobId)).toBe(expectedNumbers(ROWS));
    expect(unnamed(jobId)).toBe(0);
  });

  it('is the same after a failure in the middle and a retry, and of what is read again there is no more than what was on its way to the disk (S0.16, F2)', async () => {
    const source = await start();
    source.beforeBatch = async (part, from) => { if (part === 1 && from >= 600) throw brokenSource(); };
    const jobId = await begin();
    await jobIn(test, jobId, 'failed');
    expect(named(jobId)).toEqual([]);
    source.beforeBatch = async () => undefined;

    await test.ask('retry-job', { jobId });

    expect(await fileOf(jobId)).toBe(expectedNumbers(ROWS));
    // The other part may have read one stretch that was not checkpointed when this one failed.
    expect(source.reads.length - new Set(source.reads).size).toBeLessThanOrEqual(1);
  });

  it('is rendered from its chunks when it could not be made meanwhile (F16)', async () => {
    let puts = 0;
    const source = await start((files) => ({
      async put(key, body, options) {
        if (!key.includes('/file-') || (puts += 1) > 1) return files.put(key, body, options);
        await Promise.resolve(body);
        throw new Error('the store broke off');
      },
    }));

    expect(await fileOf(await begin())).toBe(expectedNumbers(ROWS));
    expect(puts).toBe(2);
    expect(source.reads.length).toBe(ROWS / 100);
  });

  /** A store that gives one chunk back changed, that many times. */
  const changing = (times: number) => (files: FileStore): Partial<FileStore> => ({
    async get(key, range) {
      const found = await files.get(key, range);
      if (!key.includes('chunk-0-000001-000002') || times === 0) return found;
      times -= 1;
      const bytes = await buffer(found.body);
      bytes[0] = bytes[0]! ^ 1;
      return { ...found, body: Readable.from([bytes]) };
    },
  });

  it('is not made of a chunk that the store gives back changed, and says so (F16)', async () => {
    await start(changing(2));

    const jobId = await begin();

    await jobIn(test, jobId, 'failed');
    expect(named(jobId)).toEqual([]);
  });

  it('is whole when the store gave a chunk back changed once only (F16)', async () => {
    await start(changing(1));

    expect(await fileOf(await begin())).toBe(expectedNumbers(ROWS));
  });

  it('leaves nothing behind when it is cancelled (S0.12)', async () => {
    const source = await start();
    const cancelled = Promise.withResolvers<void>();
    source.beforeBatch = async (part) => { if (part === 2) await cancelled.promise; };
    const jobId = await begin();
    await eventually(() => source.reads.length >= 8);

    await test.ask('cancel-job', { jobId });
    cancelled.resolve();

    await jobIn(test, jobId, 'cancelled');
    await eventually(() => unnamed(jobId) === 0 && onDisk(jobId).every(({ name }) => !name.startsWith('~')));
    expect(named(jobId)).toEqual([]);
  });
});
