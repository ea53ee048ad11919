import { DEMO_SOURCES } from '../scripts/demo/origins.ts';
import type { Figure, FigureOptions, FigureResult, Measure } from './support/figure.ts';
import { findAcme } from './support/find-acme.ts';
import { measure } from './support/measure.ts';
import { processUsage } from './support/process-usage.ts';
import type { ProcessUsage } from './support/process-usage.ts';
import { runExport, verifyExport } from './support/run-export.ts';
import type { SandboxStats } from './support/sandbox-control.ts';
import { withBenchStack } from './support/with-bench-stack.ts';
import type { BenchStack } from './support/with-bench-stack.ts';

type Run = { readonly seconds: number; readonly stats: SandboxStats; readonly usage: ProcessUsage | null; readonly cpuSeconds: number; readonly sha256: string };

const ROWS = 250_000;
const LATENCY_MS = 250;
/** HubSpot's list allowance: 110 calls per rolling 10 s, 100 rows per call. */
const CEILING = 1_100;
const CALLS_PER_10S = 110;
const PEAK_MB = 250;

/** All contacts of the sandbox, at HubSpot's usual delay, through the real processes. */
export const hubspotExport: Figure = {
  name: 'hubspot-export',
  title: 'all contacts of the portal through web, worker and sandbox, against the ceiling of the list allowance',
  run,
};

async function run({ runs, rows, say }: FigureOptions): Promise<FigureResult> {
  const contacts = rows ?? ROWS;
  const count = runs ?? 1;
  say(`hubspot-export: ${count} run(s) of ${contacts} rows, at least ${Math.ceil((contacts / CEILING) * count)} s`);
  return withBenchStack({ folder: 'hubspot', sizes: { contacts, companies: 2_000, deals: 4_000, orders: 2_000 }, latencyMs: LATENCY_MS }, async (bench) => {
    const done: Run[] = [];
    while (done.length < count) done.push(await exportOnce(bench, contacts, say));
    if (new Set(done.map(({ sha256 }) => sha256)).size > 1) throw new Error('two runs over the same records made different files');
    return {
      measures: measuresOf(done, contacts),
      notes: [
        `${contacts} rows of ${DEMO_SOURCES.hubspot.columns.length} columns, ${LATENCY_MS} ms added to every answer, from the click to Ready; each file compared with the source cell by cell.`,
        ...(count === 1 ? ['One run, because it takes minutes; --runs N for more, --rows N for a shorter one.'] : []),
        ...(contacts < ROWS ? ['Shortened by --rows: start and end of the job weigh more than in the whole one.'] : []),
      ],
    };
  });
}

function measuresOf(runs: readonly Run[], contacts: number): Measure[] {
  const peaks = runs.flatMap(({ usage }) => (usage === null ? [] : [usage.peakMb]));
  return [
    measure('rows per second', 'rows/s', runs.map(({ seconds }) => contacts / seconds), { against: { limit: CEILING, called: 'ceiling' } }),
    measure('most calls in any rolling 10 s', 'calls', runs.map(({ stats }) => stats.maxCallsInAny10s), { against: { limit: CALLS_PER_10S, called: 'limit' }, goal: { on: 'own', bound: 'at most', value: CALLS_PER_10S } }),
    measure('answers 429', '', runs.map(({ stats }) => stats.rateLimited), { against: { limit: 0, called: 'limit' }, goal: { on: 'own', bound: 'at most', value: 0 } }),
    ...(peaks.length === 0 ? [] : [measure('peak memory of the worker', 'MB', peaks, { against: { limit: PEAK_MB, called: 'limit' }, goal: { on: 'own', bound: 'at most', value: PEAK_MB } })]),
    measure('calls to HubSpot', 'calls', runs.map(({ stats }) => stats.calls), { against: { limit: Math.ceil(contacts / 100), called: 'full pages' } }),
    measure('processor time of the worker per row', 'µs', runs.map(({ cpuSeconds }) => (cpuSeconds * 1e6) / contacts)),
  ];
}

async function exportOnce({ stack, cards, sandbox }: BenchStack, contacts: number, say: FigureOptions['say']): Promise<Run> {
  const { tableId, columns, origin } = DEMO_SOURCES.hubspot;
  const query = { record: await findAcme(stack), tableId, columns, filters: [] };
  // What the estimate and the cards read before the click is not the job's.
  await cards.ask('estimate-export', { query, format: 'csv' });
  await sandbox.resetStats();
  const before = processUsage(stack.pid('worker'))?.cpuSeconds ?? 0;
  let shown = 0;
  const made = await runExport(cards, query, {
    pollMs: 250,
    onProgress(job) {
      if (job.state !== 'running' || job.rowsDone - shown < contacts / 10) return;
      shown = job.rowsDone;
      say(`hubspot-export: ${job.rowsDone} rows`);
    },
  });
  const stats = await sandbox.stats();
  const usage = processUsage(stack.pid('worker'));
  const { sha256 } = await verifyExport(made, origin(stack), contacts);
  say(`hubspot-export: checked, ${contacts} rows in ${made.readySeconds.toFixed(1)} s`);
  return { seconds: made.readySeconds, stats, usage, cpuSeconds: (usage?.cpuSeconds ?? before) - before, sha256 };
}
