import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFile } from '../scripts/demo/check-file.ts';
import type { Origin } from '../scripts/demo/check-file.ts';
import { sha256 } from '../src/core/crypto/sha256.ts';
import { copyToFile } from './peers/copy-to-file.ts';
import { watchChildrenPeak } from './support/children-peak.ts';
import type { Figure, FigureOptions, FigureResult } from './support/figure.ts';
import { measure } from './support/measure.ts';
import { MIXED_TABLE_COLUMNS, mixedTable } from './support/mixed-table.ts';
import type { MixedTable } from './support/mixed-table.ts';
import { DATABASE_SIZES } from './support/orders.ts';
import { parquetAsCsv } from './support/parquet-as-csv.ts';
import { processUsage } from './support/process-usage.ts';
import { runExport } from './support/run-export.ts';
import { withBenchStack } from './support/with-bench-stack.ts';
import type { BenchStack } from './support/with-bench-stack.ts';

const RUNS = 5;
const ROWS = 1_000_000;
const REACH = 0.45;
const PEAK_MB = 600;
/** Still ten times as often as a card asks; asking takes processor time from both sides' two cores. */
const POLL_MS = 100;

type Made = { readonly seconds: number; readonly bytes: number; readonly sha256: string; readonly writerMb: number | null };

/** A whole export job of a database table to Parquet against Postgres' own copy of the same rows to a CSV file. */
export const parquet: Figure = {
  name: 'parquet',
  title: `a table of ${MIXED_TABLE_COLUMNS.length} mixed columns to Parquet, whole job, against \\copy of the same rows to a CSV file`,
  run,
};

async function run({ runs, rows, say }: FigureOptions): Promise<FigureResult> {
  return withBenchStack({ folder: 'database', sizes: DATABASE_SIZES }, async (bench) => {
    const directory = await mkdtemp(join(tmpdir(), 'siderail-bench-'));
    try {
      const peer = await copyToFile();
      const table = await mixedTable(bench.stack, rows ?? ROWS, say);
      const copy = join(directory, 'mixed.csv');
      const own: Made[] = [];
      const copied: number[] = [];
      // Round 0 warms both sides up and is left out.
      for (let round = 0; round <= (runs ?? RUNS); round += 1) {
        own.push(await exportOnce(bench, table, round === 0));
        const began = performance.now();
        await peer.copy(table.origin.url, table.sql, copy);
        copied.push((performance.now() - began) / 1000);
        say(`parquet: ${round === 0 ? 'warm-up' : `run ${round}`}: ${own.at(-1)!.seconds.toFixed(2)} s, copy ${copied.at(-1)!.toFixed(2)} s`);
      }
      if (new Set(own.map((made) => made.sha256)).size > 1) throw new Error('two files of the same rows differ');
      if ((await checkFile(createReadStream(copy), table.copied)).rows !== table.rows) throw new Error('the copy is not whole');
      const measured = own.slice(1);
      const rate = (seconds: readonly number[]): number[] => seconds.map((one) => table.rows / one);
      const writers = measured.flatMap(({ writerMb }) => writerMb ?? []);
      const worker = processUsage(bench.stack.pid('worker'));
      return {
        measures: [
          measure('rows per second', 'rows/s', rate(measured.map(({ seconds }) => seconds)), {
            against: { peer: rate(copied.slice(1)), called: peer.called }, goal: { on: 'ratio', bound: 'at least', value: REACH },
          }),
          ...(writers.length === 0 ? [] : [measure('peak memory of the writing process', 'MB', writers, {
            against: { limit: PEAK_MB, called: 'limit' }, goal: { on: 'own', bound: 'at most', value: PEAK_MB },
          })]),
          ...(worker === null ? [] : [measure('peak memory of the worker', 'MB', [worker.peakMb])]),
          measure('file', 'MB', measured.map(({ bytes }) => bytes / 1e6)),
        ],
        notes: [
          `${table.rows} rows of ${MIXED_TABLE_COLUMNS.length} columns; ours from the click to Ready, asked every ${POLL_MS} ms; theirs one process from start to end. One warm-up of each, then in turn.`,
          `Peer: ${peer.words}.`,
          ...(writers.length === measured.length ? [] : ['NOT MEASURED in every run: the memory of the writing process, which only Linux tells (/proc).']),
          'The first file of ours is read by hyparquet and compared with the source cell by cell; all have the same sha256.',
        ],
      };
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
}

async function exportOnce({ cards, stack }: BenchStack, { query, origin, rows }: MixedTable, first: boolean): Promise<Made> {
  const peak = watchChildrenPeak(stack.pid('worker'));
  const { job, readySeconds, url } = await runExport(cards, query, { pollMs: POLL_MS, format: 'parquet' });
  const writerMb = peak();
  const download = await fetch(url, { method: 'POST' });
  const bytes = new Uint8Array(await download.arrayBuffer());
  if (sha256(bytes) !== job.certificate.sha256 || !job.certificate.complete || job.rows !== rows) throw new Error('the file is not the one in the certificate');
  if (first && (await checkFile(parquetAsCsv(bytes), asDoubles(origin))).rows !== rows) throw new Error(`not ${rows} rows in the file`);
  return { seconds: readySeconds, bytes: bytes.length, sha256: job.certificate.sha256, writerMb };
}

/** A number column becomes DOUBLE, which keeps no zeros at the end. */
function asDoubles(origin: Origin): Origin {
  return { ...origin, sql: origin.sql.replaceAll(/\b(net|tax|gross)::text/g, 'trim_scale($1)::text') };
}
