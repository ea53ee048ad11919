import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parquetBody } from '../../../src/exports/formats/parquet/parquet-body.ts';
import type { ParquetInput } from '../../../src/exports/formats/parquet/parquet-body.ts';
import { eventually } from '../../support/eventually.ts';

// A temporary folder of its own: other tests write Parquet files at the same time.
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'siderail-test-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function* lines(): AsyncIterable<Uint8Array> {
  yield Buffer.from('a\n');
}

async function read(input: Partial<ParquetInput>): Promise<void> {
  for await (const _piece of parquetBody({ lines, files: null, columns: [{ name: 'a', type: 'text' }], signal: undefined, onWritten: () => undefined, ...input }));
}

/** Processes of this one that write Parquet. */
async function writers(): Promise<string[]> {
  const found = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(async (pid) => {
    const [command, status] = await Promise.all(['cmdline', 'status'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')));
    return command!.includes('write-parquet.program') && status!.includes(`PPid:\t${process.pid}\n`) ? [pid] : [];
  }));
  return found.flat();
}

describe('a Parquet file whose process cannot be told what to do', () => {
  it('fails, and leaves neither the process nor its temporary folder behind (T50)', async () => {
    // JSON, which carries the order, has no such number.
    const untold = [{ name: 1n as unknown as string, type: 'text' as const }];
    await expect(read({ columns: untold })).rejects.toThrow(/BigInt/);

    expect(await readdir(folder)).toEqual([]);
    await eventually(async () => (await writers()).length === 0);
  });

  it('is not begun for a job that was cancelled while its folder was made (F14)', async () => {
    const cancel = new AbortController();
    const reading = read({ signal: cancel.signal });
    // The folder is being made; nobody listens to the signal yet.
    cancel.abort(new Error('cancelled by the person'));

    await expect(reading).rejects.toThrow('cancelled by the person');
    expect(await readdir(folder)).toEqual([]);
    expect(await writers()).toEqual([]);
  });
});
