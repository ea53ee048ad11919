import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFile } from '../scripts/demo/check-file.ts';
import { copyToFile } from './peers/copy-to-file.ts';
import type { CopyToFile } from './peers/copy-to-file.ts';
import type { Figure, FigureOptions, FigureResult } from './support/figure.ts';
import { measure } from './support/measure.ts';
import { ALL_ORDERS, DATABASE_SIZES, ORDER_COLUMNS, orders } from './support/orders.ts';
import type { Orders } from './support/orders.ts';
import { processUsage } from './support/process-usage.ts';
import { runExport, verifyExport } from './support/run-export.ts';
import { withBenchStack } from './support/with-bench-stack.ts';
import type { BenchStack } from './support/with-bench-stack.ts';

type Side = { readonly seconds: number; readonly sha256: string };

const RUNS = 5;

/** A whole export job of the business database's orders against Postgres' own copy to a file. */
export const postgresExport: Figure = {
  name: 'postgres-export',
  title: `all ${ALL_ORDERS} orders of the business database, whole job, against \\copy of the same rows to a file`,
  run,
};

async function run({ runs, rows, say }: FigureOptions): Promise<FigureResult> {
  const count = Math.min(rows ?? ALL_ORDERS, ALL_ORDERS);
  return withBenchStack({ folder: 'database', sizes: DATABASE_SIZES }, async (bench) => {
    const directory = await mkdtemp(join(tmpdir(), 'siderail-bench-'));
    try {
      const peer = await copyToFile();
      const wanted = await orders(bench.stack, count);
      const own: Side[] = [];
      const copied: Side[] = [];
      const cpu = (): number => processUsage(bench.stack.pid('worker'))?.cpuSeconds ?? 0;
      let cpuBefore = 0;
      // Round 0 warms both sides up and is left out.
      for (let round = 0; round <= (runs ?? RUNS); round += 1) {
        own.push(await exportOnce(bench, wanted, count));
        copied.push(await copyOnce(peer, join(directory, 'orders.csv'), wanted, count));
        if (round === 0) cpuBefore = cpu();
        say(`postgres-export: ${round === 0 ? 'warm-up' : `run ${round}`}: ${own.at(-1)!.seconds.toFixed(2)} s, copy ${copied.at(-1)!.seconds.toFixed(2)} s`);
      }
      for (const side of [own, copied]) if (new Set(side.map(({ sha256 }) => sha256)).size > 1) throw new Error('two files of the same rows differ');
      const rate = (sides: readonly Side[]): number[] => sides.slice(1).map(({ seconds }) => count / seconds);
      return {
        measures: [
          measure('rows per second', 'rows/s', rate(own), { against: { peer: rate(copied), called: peer.called } }),
          measure('processor time of the worker per row', 'µs', [((cpu() - cpuBefore) * 1e6) / count / (own.length - 1)]),
        ],
        notes: [
          `${count} rows of ${ORDER_COLUMNS.length} columns; ours from the click to Ready with checkpoints, sha256, certificate and fsync, asked every 25 ms; theirs one process from start to end, in the order of the id, without fsync. One warm-up of each, then in turn.`,
          `Peer: ${peer.words}.`,
          'Both files of every round compared with the source cell by cell.',
        ],
      };
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
}

async function exportOnce({ cards }: BenchStack, { query, origin }: Orders, count: number): Promise<Side> {
  const made = await runExport(cards, query, { pollMs: 25 });
  const { sha256 } = await verifyExport(made, origin, count);
  return { seconds: made.readySeconds, sha256 };
}

async function copyOnce(peer: CopyToFile, file: string, { origin }: Orders, count: number): Promise<Side> {
  const sql = `select ${ORDER_COLUMNS.join(', ')} from erp.orders where id <= ${count} order by id`;
  const began = performance.now();
  await peer.copy(origin.url, sql, file);
  const seconds = (performance.now() - began) / 1000;
  const { rows, sha256 } = await checkFile(createReadStream(file), origin);
  if (rows !== count) throw new Error(`the copy has ${rows} rows, ${count} were wanted`);
  return { seconds, sha256 };
}
