import { exportMixed } from './support/export-mixed.ts';
import type { MixedExport } from './support/export-mixed.ts';
import type { Figure, FigureOptions, FigureResult } from './support/figure.ts';
import { measure } from './support/measure.ts';
import { median } from './support/median.ts';
import { MIXED_TABLE_COLUMNS, mixedTable } from './support/mixed-table.ts';
import type { MixedTable } from './support/mixed-table.ts';
import { DATABASE_SIZES } from './support/orders.ts';
import { withBenchStack } from './support/with-bench-stack.ts';

type Format = 'csv' | 'xlsx';
type Size = { readonly table: MixedTable; readonly made: MixedExport[] };

const SIZES = [10_000, 100_000, 1_000_000];
const RUNS = 5;
const LINEAR = 1.1;

/** What a row costs as the table grows: the next ten times as many rows take ten times as long, not more. */
export const growth: Figure = {
  name: 'growth',
  title: `cost of a row as the table grows, tables of ${MIXED_TABLE_COLUMNS.length} mixed columns from a database, whole job`,
  run,
};

async function run({ runs, rows, say }: FigureOptions): Promise<FigureResult> {
  return withBenchStack({ folder: 'database', sizes: DATABASE_SIZES }, async (bench) => {
    const counts = SIZES.map((count) => Math.min(count, rows ?? Infinity));
    if (new Set(counts).size < SIZES.length) throw new Error(`three sizes are compared: --rows must be above ${SIZES[1]}`);
    const tables: MixedTable[] = [];
    for (const count of counts) tables.push(await mixedTable(bench.stack, count, say));
    const formats = { csv: tables.map(sized), xlsx: tables.map(sized) };
    // Round 0 warms up and is left out.
    for (let round = 0; round <= (runs ?? RUNS); round += 1) {
      for (const format of ['csv', 'xlsx'] as const) {
        for (const { table, made } of formats[format]) {
          const one = await exportMixed(bench, table, format);
          if (round > 0) made.push(one);
          say(`growth: round ${round}, ${format}, ${table.rows} rows: ${one.seconds.toFixed(2)} s, ${one.cpuSeconds.toFixed(2)} s of processor time`);
        }
      }
    }
    return {
      measures: (['csv', 'xlsx'] as const).flatMap((format) => measures(format, formats[format])),
      notes: [
        `Start-up is what both sizes have in common: the cost of a row between two sizes is the difference of their medians through the difference of their rows, ${counts.join(' → ')} rows.`,
        'One worker, warmed up by one export of each, sizes in turn. Processor time is that of the worker; seconds are from the click to Ready, the database and the disk included.',
        'Rows of every file counted by another reader, its checksum compared with the certificate.',
      ],
    };
  });
}

function sized(table: MixedTable): Size {
  return { table, made: [] };
}

function measures(format: Format, [small, middle, large]: readonly Size[]): FigureResult['measures'] {
  if (small === undefined || middle === undefined || large === undefined) throw new Error('three sizes are compared');
  const between = (from: Size, to: Size, of: (made: MixedExport) => number): number[] => {
    const base = median(from.made.map(of));
    return to.made.map((made) => ((of(made) - base) * 1e6) / (to.table.rows - from.table.rows));
  };
  const seconds = ({ seconds: value }: MixedExport): number => value;
  const processor = ({ cpuSeconds }: MixedExport): number => cpuSeconds;
  const words = `${middle.table.rows} → ${large.table.rows} rows`;
  const against = (of: (made: MixedExport) => number): object => ({
    against: { peer: between(small, middle, of), called: `${small.table.rows} → ${middle.table.rows}` },
    goal: { on: 'ratio', bound: 'at most', value: LINEAR },
  });
  return [
    measure(`${format}: a row, ${words}`, 'µs', between(middle, large, seconds), against(seconds)),
    measure(`${format}: its processor time, ${words}`, 'µs', between(middle, large, processor), against(processor)),
    measure(`${format}: ${small.table.rows} rows`, 'ms', small.made.map((made) => made.seconds * 1000)),
  ];
}
