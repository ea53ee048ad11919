import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFile } from '../scripts/demo/check-file.ts';
import { copyToFile } from './peers/copy-to-file.ts';
import type { CopyToFile } from './peers/copy-to-file.ts';
import type { Figure, FigureOptions, FigureResult } from './support/figure.ts';
import { hashBody } from './support/hash-body.ts';
import { measure } from './support/measure.ts';
import { MIXED_TABLE_COLUMNS, mixedTable } from './support/mixed-table.ts';
import type { MixedTable } from './support/mixed-table.ts';
import { DATABASE_SIZES } from './support/orders.ts';
import { processUsage } from './support/process-usage.ts';
import { runExport, verifyExport, verifyFile } from './support/run-export.ts';
import { withBenchStack } from './support/with-bench-stack.ts';
import type { BenchStack } from './support/with-bench-stack.ts';

type Side = { readonly seconds: number; readonly sha256: string };

const RUNS = 5;
const ROWS = 1_000_000;
const GOAL = 0.85;
const POLL_MS = 25;

/** A whole export job of a database table against PostgreSQL's own copy to a file. */
export const postgresExport: Figure = {
  name: 'postgres-export',
  title: `a table of ${MIXED_TABLE_COLUMNS.length} mixed columns to CSV, whole job, against \\copy of the same rows to a file`,
  run,
};

async function run({ runs, rows, say }: FigureOptions): Promise<FigureResult> {
  return withBenchStack({ folder: 'database', sizes: DATABASE_SIZES }, async (bench) => {
    const directory = await mkdtemp(join(tmpdir(), 'siderail-bench-'));
    try {
      const peer = await copyToFile();
      const table = await mixedTable(bench.stack, rows ?? ROWS, say);
      const own: Side[] = [];
      const copied: Side[] = [];
      const cpu = (): number => processUsage(bench.stack.pid('worker'))?.cpuSeconds ?? Number.NaN;
      let cpuSeconds = 0;
      // Round 0 warms both sides up and is left out; its files are compared cell by cell, the others with them.
      for (let round = 0; round <= (runs ?? RUNS); round += 1) {
        const before = cpu();
        own.push(await exportOnce(bench, table, round === 0));
        if (round > 0) cpuSeconds += cpu() - before;
        copied.push(await copyOnce(peer, join(directory, 'mixed.csv'), table, round === 0));
        say(`postgres-export: ${round === 0 ? 'warm-up' : `run ${round}`}: ${own.at(-1)!.seconds.toFixed(2)} s, copy ${copied.at(-1)!.seconds.toFixed(2)} s`);
      }
      for (const side of [own, copied]) if (new Set(side.map(({ sha256 }) => sha256)).size > 1) throw new Error('two files of the same rows differ');
      const rate = (sides: readonly Side[]): number[] => sides.slice(1).map(({ seconds }) => table.rows / seconds);
      return {
        measures: [
          measure('rows per second', 'rows/s', rate(own), { against: { peer: rate(copied), called: peer.called }, goal: { on: 'ratio', bound: 'at least', value: GOAL } }),
          ...(Number.isNaN(cpuSeconds) ? [] : [measure('processor time of the worker per row', 'µs', [(cpuSeconds * 1e6) / table.rows / (own.length - 1)])]),
        ],
        notes: [
          `${table.rows} rows of ${MIXED_TABLE_COLUMNS.length} columns; ours from the click to Ready with plan, checkpoints, sha256, certificate and fsync, asked every ${POLL_MS} ms; theirs one process from start to end, in the order of the id, without fsync. One warm-up of each, then in turn.`,
          `Peer: ${peer.words}.`,
          'Both files of the warm-up compared with the source cell by cell, those of every other round with them by sha256.',
        ],
      };
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
}

async function exportOnce({ cards }: BenchStack, { query, origin, rows }: MixedTable, first: boolean): Promise<Side> {
  const made = await runExport(cards, query, { pollMs: POLL_MS });
  const { sha256 } = first ? await verifyExport(made, origin, rows) : await verifyFile(made, rows);
  return { seconds: made.readySeconds, sha256 };
}

async function copyOnce(peer: CopyToFile, file: string, { origin, copied, sql, rows }: MixedTable, first: boolean): Promise<Side> {
  const began = performance.now();
  await peer.copy(origin.url, sql, file);
  const seconds = (performance.now() - began) / 1000;
  if (!first) return { seconds, ...(await hashBody(createReadStream(file))) };
  const found = await checkFile(createReadStream(file), copied);
  if (found.rows !== rows) throw new Error(`the copy has ${found.rows} rows, ${rows} were wanted`);
  return { seconds, sha256: found.sha256 };
}
