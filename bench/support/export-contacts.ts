import { DEMO_SOURCES } from '../../scripts/demo/origins.ts';
import type { FigureOptions, Measure } from './figure.ts';
import { findAcme } from './find-acme.ts';
import { measure } from './measure.ts';
import { processUsage } from './process-usage.ts';
import type { ProcessUsage } from './process-usage.ts';
import { runExport, verifyExport } from './run-export.ts';
import type { SandboxStats } from './sandbox-control.ts';
import { withBenchStack } from './with-bench-stack.ts';
import type { BenchStack } from './with-bench-stack.ts';

export type ContactsRun = { readonly seconds: number; readonly stats: SandboxStats; readonly usage: ProcessUsage | null; readonly cpuSeconds: number; readonly sha256: string; readonly phases: string };

/** HubSpot's usual time for an answer. */
export const LATENCY_MS = 250;
/** HubSpot's list allowance: 110 calls per rolling 10 s, 100 rows per call. */
export const LIST_CEILING = 1_100;
/** Search's: 5 calls per second, 200 rows per call. */
export const SEARCH_CEILING = 1_000;
export const CALLS_PER_10S = 110;
export const SEARCHES_PER_1S = 5;
const PEAK_MB = 150;

export type ContactsStack = BenchStack & {
  /** One whole export of all contacts, from the click to Ready; the file is compared with the source cell by cell. */
  readonly exportOnce: () => Promise<ContactsRun>;
};

/** The stack with so many contacts behind HubSpot's usual delay; `search: false` leaves HubSpot's search to people. */
export function withContacts<T>(of: { readonly name: string; readonly contacts: number; readonly search: boolean; readonly say: FigureOptions['say'] }, work: (bench: ContactsStack) => Promise<T>): Promise<T> {
  const { contacts } = of;
  const settings = { HUBSPOT_EXPORT_SEARCH: of.search ? 'on' : 'off' };
  const sizes = { contacts, companies: 2_000, deals: 4_000, orders: 2_000 };
  return withBenchStack({ folder: 'hubspot', sizes, latencyMs: LATENCY_MS, extraEnvironment: { web: settings, worker: settings } }, (bench) =>
    work({ ...bench, exportOnce: () => exportOnce(bench, of) }));
}

async function exportOnce({ stack, cards, sandbox }: BenchStack, { name, contacts, say }: { readonly name: string; readonly contacts: number; readonly say: FigureOptions['say'] }): Promise<ContactsRun> {
  const { tableId, columns, origin } = DEMO_SOURCES.hubspot;
  const query = { record: await findAcme(stack), tableId, columns, filters: [] };
  // What the estimate and the cards read before the click is not the job's.
  await cards.ask('estimate-export', { query, format: 'csv' });
  await sandbox.resetStats();
  const before = processUsage(stack.pid('worker'))?.cpuSeconds ?? 0;
  let shown = 0;
  const began = performance.now();
  const seen = new Map<string, number>();
  const made = await runExport(cards, query, {
    pollMs: 250,
    onProgress(job) {
      const phase = job.state === 'running' ? job.phase : job.state;
      if (!seen.has(phase)) seen.set(phase, (performance.now() - began) / 1000);
      if (job.state !== 'running' || job.rowsDone - shown < contacts / 10) return;
      shown = job.rowsDone;
      say(`${name}: ${job.rowsDone} rows`);
    },
  });
  const stats = await sandbox.stats();
  const usage = processUsage(stack.pid('worker'));
  const { sha256 } = await verifyExport(made, origin(stack), contacts);
  say(`${name}: checked, ${contacts} rows in ${made.readySeconds.toFixed(1)} s`);
  const phases = [...seen].map(([phase, at]) => `${phase} from ${at.toFixed(1)} s`).join(', ');
  return { seconds: made.readySeconds, phases, stats, usage, cpuSeconds: (usage?.cpuSeconds ?? before) - before, sha256 };
}

/** What both figures of whole exports show beside their rate. Throws when two runs made different files. */
export function commonMeasures(runs: readonly ContactsRun[], contacts: number): Measure[] {
  if (new Set(runs.map(({ sha256 }) => sha256)).size > 1) throw new Error('two runs over the same records made different files');
  const peaks = runs.flatMap(({ usage }) => (usage === null ? [] : [usage.peakMb]));
  return [
    measure('most calls in any rolling 10 s', 'calls', runs.map(({ stats }) => stats.maxCallsInAny10s), { against: { limit: CALLS_PER_10S, called: 'limit' }, goal: { on: 'own', bound: 'at most', value: CALLS_PER_10S } }),
    measure('answers 429', '', runs.map(({ stats }) => stats.rateLimited), { against: { limit: 0, called: 'limit' }, goal: { on: 'own', bound: 'at most', value: 0 } }),
    ...(peaks.length === 0 ? [] : [measure('peak memory of the worker', 'MB', peaks, { against: { limit: PEAK_MB, called: 'limit' }, goal: { on: 'own', bound: 'at most', value: PEAK_MB } })]),
    measure('calls to HubSpot', 'calls', runs.map(({ stats }) => stats.calls)),
    measure('processor time of the worker per row', 'µs', runs.map(({ cpuSeconds }) => (cpuSeconds * 1e6) / contacts)),
  ];
}

/** What a reader of such a figure has to know. */
export function commonNotes(runs: readonly ContactsRun[], contacts: number, whole: number): string[] {
  return [
    `${contacts} rows of ${DEMO_SOURCES.hubspot.columns.length} columns, ${LATENCY_MS} ms added to every answer, from the click to Ready; each file compared with the source cell by cell.`,
    `As the card saw them: ${runs.map(({ phases, seconds }) => `${phases}, ready at ${seconds.toFixed(1)} s`).join('; ')}.`,
    ...(runs.length === 1 ? ['One run, because it takes minutes; --runs N for more, --rows N for a shorter one.'] : []),
    ...(contacts < whole ? ['Shortened by --rows: start and end of the job weigh more than in the whole one, and so does what an idle allowance gives for free.'] : []),
  ];
}
