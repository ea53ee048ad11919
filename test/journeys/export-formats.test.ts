import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { ExportFormat, ExportOptions, Job } from '#contract';
import { sha256 } from '../../src/core/crypto/sha256.ts';
import { eventually } from '../support/eventually.ts';
import { exportRequest, jobIn, NUMBERS_QUERY, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { readParquet } from '../support/read-parquet.ts';
import { readWorkbook } from '../support/read-workbook.ts';
import type { TestApp } from '../support/start-test-app.ts';

let test: TestApp;
afterEach(async () => test?.close());

type ReadyJob = Extract<Job, { state: 'ready' }>;
type Download = { readonly job: ReadyJob; readonly bytes: Buffer; readonly headers: Headers; readonly page: string; readonly certificate: Record<string, unknown> };

async function download(format: ExportFormat, options?: ExportOptions): Promise<Download> {
  const { job } = await test.ask('start-export', { ...exportRequest(), format, ...(options === undefined ? {} : { options }) });
  const ready = await jobIn(test, job.id, 'ready');
  const { url } = await test.ask('create-link', { jobId: job.id });
  const path = `${test.origin}${new URL(url).pathname}`;
  const page = await (await fetch(path)).text();
  const certificate = (await (await fetch(`${path}/certificate`)).json()) as Record<string, unknown>;
  const file = await fetch(path, { method: 'POST' });
  return { job: ready, bytes: Buffer.from(await file.arrayBuffer()), headers: file.headers, page, certificate };
}

describe('one table in every format', () => {
  it('is a workbook that another program reads: every row, typed, and the certificate of these very bytes (S0.10)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 3_000, parts: 3, batch: 100 }));

    const { job, bytes, headers, certificate } = await download('xlsx');

    const { sheets } = await readWorkbook(bytes);
    expect(job).toMatchObject({ format: 'xlsx', lane: 'background', rows: 3_000, certificate: { complete: true, sha256: sha256(bytes) } });
    expect(job.fileName).toMatch(/^Numbers-\d{4}-\d{2}-\d{2}\.xlsx$/);
    expect(sheets).toMatchObject([{ name: 'Numbers', rows: 3_001, filter: 'A1:B3001', formulas: 0 }]);
    expect(sheets[0]!.cells[0]!.map((cell) => cell?.value)).toEqual(['Number', 'Name']);
    expect(sheets[0]!.cells.slice(1).map((row) => row.map((cell) => [cell?.kind, cell?.value]))).toEqual(
      Array.from({ length: 3_000 }, (_, n) => [['number', n], ['text', `name ${n}`]]),
    );
    expect(headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(headers.get('content-length')).toBe(String(bytes.length));
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${job.fileName}"`);
    expect(certificate).toMatchObject({
      version: 3, complete: true, notes: [],
      file: { format: 'xlsx', name: job.fileName, bytes: bytes.length, sha256: sha256(bytes), sheets: [{ name: 'Numbers', rows: 3_000 }] },
      cells: { neutralised: 0, cut: 0, replaced: 0, keptAsText: 0 },
    });
  });

  it('is the same workbook, byte for byte, when it is made again (S0.10)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 500, parts: 2, batch: 100 }));

    const [first, second] = [await download('xlsx'), await download('xlsx')];

    expect(second.job.id).not.toBe(first.job.id);
    expect(second.job.certificate.sha256).toBe(first.job.certificate.sha256);
  });

  it('is JSON Lines with numbers as numbers (S0.10)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 300, parts: 1, batch: 100 }));

    const { job, bytes, headers } = await download('jsonl');

    const lines = bytes.toString('utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as unknown);
    expect(lines).toEqual(Array.from({ length: 300 }, (_, n) => ({ n, name: `name ${n}` })));
    expect(job).toMatchObject({ format: 'jsonl', lane: 'immediate', rows: 300 });
    expect(job.fileName).toMatch(/\.jsonl$/);
    expect(headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  });

  it('is CSV with the delimiter and without the mark where somebody wants it so (T47)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 2, parts: 1, batch: 100 }), { works: false });

    const { bytes, certificate } = await download('csv', { delimiter: 'semicolon', bom: false });

    expect(bytes.toString('utf8')).toBe('Number;Name\r\n0;name 0\r\n1;name 1\r\n');
    expect(certificate['file']).toMatchObject({ format: 'csv', delimiter: ';', encoding: 'utf-8' });
  });

  it('is Parquet with typed columns and the certificate of these very bytes (S0.10)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 3_000, parts: 3, batch: 100 }));

    const { job, bytes, headers, certificate } = await download('parquet');

    const { columns, rows } = await readParquet(bytes);
    expect(columns).toEqual([{ name: 'n', type: 'DOUBLE' }, { name: 'name', type: 'UTF8' }]);
    expect(rows).toEqual(Array.from({ length: 3_000 }, (_, n) => [n, `name ${n}`]));
    expect(job).toMatchObject({ format: 'parquet', rows: 3_000, certificate: { complete: true, sha256: sha256(bytes) } });
    expect(job.fileName).toMatch(/^Numbers-\d{4}-\d{2}-\d{2}\.parquet$/);
    expect(headers.get('content-type')).toBe('application/vnd.apache.parquet');
    expect(certificate).toMatchObject({ file: { format: 'parquet', codec: 'snappy', columns: [{ name: 'n', type: 'DOUBLE' }, { name: 'name', type: 'STRING' }] }, notes: [expect.stringContaining('formula')] });
  });

  it('waits for its turn to be written as Parquet, says so, and can be cancelled there (S0.10)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 3_000, parts: 1, batch: 1_000 }));
    const endOther = await test.app.context.renderTurns.take(new AbortController().signal, async () => undefined);
    const startWaiting = async (): Promise<string> => {
      const { job } = await test.ask('start-export', { ...exportRequest(), format: 'parquet' });
      return eventually(async () => {
        const { job: now } = await test.ask('get-job', { jobId: job.id });
        return now.state === 'running' && now.phase === 'waiting' ? job.id : null;
      });
    };

    const [cancelled, next] = [await startWaiting(), await startWaiting()];
    await test.ask('cancel-job', { jobId: cancelled });
    await jobIn(test, cancelled, 'cancelled');
    endOther();

    expect(await jobIn(test, next, 'ready')).toMatchObject({ rows: 3_000, certificate: { complete: true } });
  });

  it.each([['gzip', 'gz'], ['zip', 'zip']] as const)('is CSV packed as %s under a name that says so, and its size is estimated for that (S0.10, S0.3)', async (compress, extension) => {
    test = await startNumbersApp(numbersSource({ rows: 2_000, parts: 1, batch: 100 }));

    const { job, bytes, headers, certificate } = await download('csv', { compress });

    expect(job.fileName).toMatch(new RegExp(`^Numbers-\\d{4}-\\d{2}-\\d{2}\\.csv\\.${extension}$`));
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${job.fileName}"`);
    expect(headers.get('content-type')).toBe(`application/${compress}`);
    expect(certificate['file']).toMatchObject({ format: 'csv', bytes: bytes.length, packed: { as: compress } });
    if (compress === 'gzip') expect(gunzipSync(bytes).toString('utf8').split('\r\n')).toHaveLength(2_002);
    const query = { ...NUMBERS_QUERY, columns: [], filters: [] };
    const [plain, packed] = await Promise.all([{}, { compress }].map(async (options) => (await test.ask('estimate-export', { query, format: 'csv', options })).bytes!));
    expect(packed!).toBeLessThan(plain! / 2);
    expect(Math.abs(packed! - bytes.length) / bytes.length).toBeLessThan(0.2);
  });

  it('is listed with its format, and its size is estimated for it (S0.3)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 100, parts: 1, batch: 100 }), { works: false });
    const query = { ...NUMBERS_QUERY, columns: [], filters: [] };
    for (const format of ['csv', 'xlsx', 'jsonl'] as const) {
      const { job } = await download(format);
      const { bytes } = await test.ask('estimate-export', { query, format });
      expect(Math.abs(bytes! - job.bytes) / job.bytes, format).toBeLessThan(0.2);
    }

    const { jobs } = await test.ask('list-jobs', {});

    expect(jobs.map(({ format }) => format)).toEqual(['jsonl', 'xlsx', 'csv']);
  });
});

describe('a click', () => {
  it('that comes again with another format or other options is refused, not answered with the first file (S0.18)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 10, parts: 1, batch: 100 }), { works: false });
    const request = exportRequest();
    await test.ask('start-export', request);

    await expect(test.ask('start-export', { ...request, format: 'xlsx' })).rejects.toThrow('request.conflict');
    await expect(test.ask('start-export', { ...request, options: { delimiter: 'tab' } })).rejects.toThrow('request.conflict');
    await expect(test.ask('start-export', { ...request, format: 'xlsx', options: { bom: true } })).rejects.toThrow('request.invalid');
  });
});
