import { exportMixed } from './support/export-mixed.ts';
import type { Figure, FigureOptions, FigureResult } from './support/figure.ts';
import { measure } from './support/measure.ts';
import { MIXED_TABLE_COLUMNS, mixedTable } from './support/mixed-table.ts';
import { DATABASE_SIZES } from './support/orders.ts';
import { processUsage } from './support/process-usage.ts';
import { withBenchStack } from './support/with-bench-stack.ts';
import type { BenchStack } from './support/with-bench-stack.ts';

type Format = 'csv' | 'xlsx';
type Case = { readonly called: string; readonly format: Format; readonly rows: number; readonly peaks: number[]; checksum: string | null };

/** Where it has to be flat from on. */
const SMALL = 100_000;
/** The largest that the issue names: 5,000,000 rows of CSV, and of a workbook as many as a sheet has lines. */
const LARGEST = { csv: 5_000_000, xlsx: 1_048_576 } as const;
const RUNS = 1;
const LIMIT_MB = 150;
const FLAT = 1.15;
/** So many at once in one worker, all its places, half of them workbooks. */
const TOGETHER = 4;
const TOGETHER_ROWS = 500_000;

/** Peak memory of a fresh worker for small and large exports: a worker that streams needs no more for more rows. */
export const memory: Figure = {
  name: 'memory',
  title: `peak memory of the worker as the export grows, tables of ${MIXED_TABLE_COLUMNS.length} mixed columns from a database`,
  run,
};

async function run({ runs, rows, say }: FigureOptions): Promise<FigureResult> {
  const cases = (['csv', 'xlsx'] as const).flatMap((format) => [SMALL, Math.min(LARGEST[format], rows ?? Infinity)].map((count): Case => ({ called: `${format}, ${count} rows`, format, rows: count, peaks: [], checksum: null })));
  for (let round = 0; round < (runs ?? RUNS); round += 1) {
    for (const one of cases) {
      const { peakMb, sha256 } = await inFreshWorker(async (bench) => exportMixed(bench, await mixedTable(bench.stack, one.rows, say), one.format));
      if ((one.checksum ??= sha256) !== sha256) throw new Error(`two exports of the same table differ: ${one.called}`);
      one.peaks.push(peakMb);
      say(`memory: ${one.called}: ${peakMb.toFixed(0)} MB`);
    }
  }
  const together = await inFreshWorker((bench) => atOnce(bench, Math.min(TOGETHER_ROWS, rows ?? Infinity), say));
  const [smallCsv, largeCsv, smallXlsx, largeXlsx] = cases as [Case, Case, Case, Case];
  return {
    measures: [
      ...cases.map(({ called, peaks }) => measure(`peak, ${called}`, 'MB', peaks, { against: { limit: LIMIT_MB, called: 'limit' }, goal: { on: 'own', bound: 'at most', value: LIMIT_MB } })),
      ...[[smallCsv, largeCsv] as const, [smallXlsx, largeXlsx] as const].map(([small, large]) =>
        measure(`peak, ${large.called} over ${small.rows}`, 'MB', large.peaks, { against: { peer: small.peaks, called: `${small.rows} rows` }, goal: { on: 'ratio', bound: 'at most', value: FLAT } })),
      measure(`peak, ${TOGETHER} exports at once`, 'MB', [together]),
    ],
    notes: [
      'Each export in a worker process of its own, by VmHWM of the kernel, with the heap that npm run worker and npm start give it. Of HubSpot exports the figures hubspot-… show the same.',
      `Rows of every file counted by another reader, its checksum compared with the certificate; values are compared by postgres-export and xlsx. --rows N caps the sizes.`,
      `${TOGETHER} at once: two CSV and two workbooks of ${Math.min(TOGETHER_ROWS, rows ?? Infinity)} rows begin together in one worker, all places taken; all end whole, and the worker is the same process as before.`,
    ],
  };
}

function inFreshWorker<T>(work: (bench: BenchStack) => Promise<T>): Promise<T> {
  return withBenchStack({ folder: 'database', sizes: DATABASE_SIZES }, work);
}

async function atOnce(bench: BenchStack, rows: number, say: (line: string) => void): Promise<number> {
  const table = await mixedTable(bench.stack, rows, say);
  const pid = bench.stack.pid('worker');
  await Promise.all(Array.from({ length: TOGETHER }, (_, at) => exportMixed(bench, table, at % 2 === 0 ? 'csv' : 'xlsx')));
  const usage = processUsage(pid);
  if (usage === null || bench.stack.pid('worker') !== pid) throw new Error('the worker did not live through its exports');
  say(`memory: ${TOGETHER} exports at once: ${usage.peakMb.toFixed(0)} MB`);
  return usage.peakMb;
}
