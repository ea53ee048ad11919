import pg from 'pg';
import { extraWorkers } from './support/extra-workers.ts';
import type { Figure, FigureOptions, FigureResult } from './support/figure.ts';
import { measure } from './support/measure.ts';
import { mixedTable } from './support/mixed-table.ts';
import type { MixedTable } from './support/mixed-table.ts';
import { DATABASE_SIZES } from './support/orders.ts';
import { runExport } from './support/run-export.ts';
import type { BenchStack } from './support/with-bench-stack.ts';
import { withBenchStack } from './support/with-bench-stack.ts';

const WORKERS = [1, 2, 4];
const LARGE = { rows: 200_000, exports: 8 };
const SMALL = { rows: 3_000, exports: 40 };
const POLL_MS = 100;
/** PostgreSQL's counters are written by each connection once a second. */
const COUNTERS_MS = 1_500;

type Load = { readonly seconds: number; readonly transactions: number; readonly connections: number };

/** What another worker process brings, and what it costs the database: many large exports, and many small ones. */
export const workers: Figure = {
  name: 'workers',
  title: 'rows and jobs per second with 1, 2 and 4 worker processes, and the load on PostgreSQL',
  run,
};

async function run({ rows, say }: FigureOptions): Promise<FigureResult> {
  return withBenchStack({ folder: 'database', sizes: DATABASE_SIZES }, async (bench) => {
    const large = await mixedTable(bench.stack, Math.min(LARGE.rows, rows ?? Infinity), say);
    const small = await mixedTable(bench.stack, SMALL.rows, say);
    const measures: FigureResult['measures'][number][] = [];
    const database = new pg.Client({ connectionString: bench.stack.databases.siderailUrl });
    await database.connect();
    try {
      for (const count of WORKERS) {
        const stop = await extraWorkers(bench.stack, count - 1);
        try {
          await load(bench, database, small, 4);
          const rowLoad = await load(bench, database, large, LARGE.exports);
          const jobLoad = await load(bench, database, small, SMALL.exports);
          say(`workers: ${count} done`);
          const words = count === 1 ? '1 worker' : `${count} workers`;
          measures.push(
            measure(`${words}: rows`, 'rows/s', [(large.rows * LARGE.exports) / rowLoad.seconds]),
            measure(`${words}: small jobs`, 'jobs/s', [SMALL.exports / jobLoad.seconds]),
            measure(`${words}, large exports: transactions`, 'tx/s', [rowLoad.transactions / rowLoad.seconds]),
            measure(`${words}, small exports: transactions per job`, 'tx', [jobLoad.transactions / SMALL.exports]),
            measure(`${words}: connections, web included`, 'connections', [Math.max(rowLoad.connections, jobLoad.connections)]),
          );
        } finally {
          await stop();
        }
      }
    } finally {
      await database.end();
    }
    return { measures, notes: [
      `Large: ${LARGE.exports} exports of ${large.rows} rows and 20 columns; small: ${SMALL.exports} of ${SMALL.rows} rows. CSV, from the first click to the last Ready, asked every ${POLL_MS} ms each; the asking is part of the transactions.`,
      'One portal, so four jobs at a time however many workers there are; database, web and workers share the processors of this machine.',
    ] };
  });
}

async function load({ cards }: BenchStack, database: pg.Client, table: MixedTable, exports: number): Promise<Load> {
  const counters = async (): Promise<{ transactions: number; connections: number }> => {
    await new Promise((resolve) => setTimeout(resolve, COUNTERS_MS));
    const { rows: [row] } = await database.query<{ transactions: number; connections: number }>(`
      select (xact_commit + xact_rollback)::float8 as transactions, (select count(*)::int from pg_stat_activity a where a.datname = current_database()) as connections
      from pg_stat_database where datname = current_database()`);
    return row!;
  };
  const before = await counters();
  const began = performance.now();
  await Promise.all(Array.from({ length: exports }, () => runExport(cards, table.query, { pollMs: POLL_MS })));
  const seconds = (performance.now() - began) / 1000;
  const after = await counters();
  return { seconds, transactions: after.transactions - before.transactions, connections: after.connections };
}
