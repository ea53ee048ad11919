import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Figure, FigureOptions, FigureResult } from './support/figure.ts';
import { measure } from './support/measure.ts';

const run = promisify(execFile);
const RENDER = join(import.meta.dirname, 'support', 'render-once.ts');
const ROWS = 200_000;
const RUNS = 5;
const PEAK_MB = 150;
/** As a worker of little memory would be started. */
const SMALL_HEAP = ['--max-semi-space-size=4', '--max-old-space-size=64'];

type Render = { readonly rowsPerSecond: number; readonly cpuSeconds: number; readonly bytes: number; readonly peakMb: number; readonly sha256: string };

/** The workbook writer alone: no reading, no file store. CSV of the same rows stands beside it. */
export const xlsx: Figure = {
  name: 'xlsx',
  title: 'rendering a workbook of 20 mixed columns',
  run: runFigure,
};

async function runFigure({ runs, rows, say }: FigureOptions): Promise<FigureResult> {
  const count = rows ?? ROWS;
  const made: { workbook: Render; small: Render; csv: Render }[] = [];
  for (let round = 0; round < (runs ?? RUNS); round += 1) {
    const workbook = await render(count, 'xlsx', []);
    const small = await render(count, 'xlsx', SMALL_HEAP);
    const csv = await render(count, 'csv', []);
    if (small.sha256 !== workbook.sha256 || (made[0] ?? { workbook }).workbook.sha256 !== workbook.sha256) throw new Error('two renders of the same rows differ');
    made.push({ workbook, small, csv });
    say(`xlsx: ${Math.round(workbook.rowsPerSecond)} rows/s, ${Math.round(workbook.peakMb)} MB`);
  }
  const perRow = (of: (one: (typeof made)[number]) => Render): number[] => made.map((one) => (of(one).cpuSeconds / count) * 1e6);
  return {
    measures: [
      measure('rows written', 'rows/s', made.map(({ workbook }) => workbook.rowsPerSecond), { against: { peer: made.map(({ csv }) => csv.rowsPerSecond), called: 'CSV' } }),
      measure('processor time of a row', 'µs', perRow(({ workbook }) => workbook), { against: { peer: perRow(({ csv }) => csv), called: 'CSV' } }),
      measure('peak memory', 'MB', made.map(({ workbook }) => workbook.peakMb)),
      measure('peak memory, small heap', 'MB', made.map(({ small }) => small.peakMb), { against: { limit: PEAK_MB, called: 'limit' }, goal: { on: 'own', bound: 'at most', value: PEAK_MB } }),
      measure('file', 'MB', made.map(({ workbook }) => workbook.bytes / 1e6), { against: { peer: made.map(({ csv }) => csv.bytes / 1e6), called: 'CSV' } }),
    ],
    notes: [`${count} rows; every render in a process of its own; all workbooks of a run have the same sha256`, `small heap: node ${SMALL_HEAP.join(' ')}`],
  };
}

async function render(rows: number, format: string, flags: readonly string[]): Promise<Render> {
  const { stdout } = await run(process.execPath, [...flags, RENDER, String(rows), format]);
  return JSON.parse(stdout) as Render;
}
