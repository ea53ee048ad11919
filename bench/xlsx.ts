import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WORKER_FLAGS } from '../scripts/worker-build/worker-flags.ts';
import { javascriptPeers, libxlsxwriter } from './peers/xlsx-peers.ts';
import type { XlsxPeer } from './peers/xlsx-peers.ts';
import type { Figure, FigureOptions, FigureResult, Measure } from './support/figure.ts';
import { measure } from './support/measure.ts';
import { stageRows } from './support/stage-rows.ts';

type Render = { readonly seconds: number; readonly cpuSeconds: number; readonly peakMb: number; readonly bytes: number; readonly version?: string; readonly sha256?: string };
type Writer = { readonly called: string; readonly render: (file: string) => Promise<Render>; readonly rows: number; readonly made: Render[] };

const run = promisify(execFile);
const ROWS = 1_000_000;
/** A sheet's rows for 1,000,000: one row more than fits beside a header, so that the smallest heap writes two sheets. */
const FULL_SHEET = 1.048576;
const RUNS = 5;
const PEAK_MB = 150;
const GOALS: Readonly<Record<string, number>> = { libxlsxwriter: 1.2, exceljs: 3 };
/** Values of so many rows are compared between the writers; rows are counted to the end. */
const COMPARED = 5_000;
/** As a worker is started. */
const SMALL_HEAP = WORKER_FLAGS;

/** The workbook writer alone, from staged lines to a file, against other writers that get the same lines. */
export const xlsx: Figure = {
  name: 'xlsx',
  title: 'a workbook of 20 mixed columns, from staged rows on disk to the file on disk',
  run: runFigure,
};

async function runFigure({ runs, rows, say }: FigureOptions): Promise<FigureResult> {
  const directory = await mkdtemp(join(tmpdir(), 'siderail-bench-xlsx-'));
  try {
    const { peers, missing } = await findPeers(directory, say);
    const count = rows ?? ROWS;
    const full = Math.round(count * FULL_SHEET);
    const [staged, stagedFull] = [join(directory, 'rows.csv'), join(directory, 'full.csv')];
    await stageRows(count, staged);
    await stageRows(full, stagedFull);
    const own = ownWriter('ours', staged, count, [], []);
    const level6 = ownWriter('ours at level 6', staged, count, [], ['6']);
    const small = ownWriter('ours, small heap', stagedFull, full, SMALL_HEAP, []);
    const others = peers.map((peer) => peerWriter(peer, staged, count));
    const writers = [own, level6, small, ...others];
    let values: string | null = null;
    for (let round = 0; round < (runs ?? RUNS); round += 1) {
      for (const writer of writers) {
        const file = join(directory, 'made.xlsx');
        const made = { ...(await writer.render(file)), bytes: (await stat(file)).size };
        const found = await check(file, Math.min(COMPARED, count));
        if (found.rows !== writer.rows) throw new Error(`${writer.called} has written ${found.rows} of ${writer.rows} rows`);
        if ((values ??= found.values) !== found.values) throw new Error(`${writer.called} has written other values`);
        if (made.sha256 !== undefined && made.sha256 !== (writer.made[0] ?? made).sha256) throw new Error('two workbooks of the same rows differ');
        writer.made.push(made);
        await rm(file);
        say(`xlsx: run ${round + 1}, ${writer.called}: ${Math.round(writer.rows / made.seconds)} rows/s, ${Math.round(made.peakMb)} MB`);
      }
    }
    return {
      measures: [...others.flatMap((other) => against(own, other)), ...ownMeasures(own, level6, small, others)],
      notes: [
        ...missing,
        `${count} rows, ${full} with the small heap${full > 1_048_575 ? ' (two sheets)' : ''}; ours at level 1. Every render in a process of its own, in turn, each from the same staged lines on the disk; the time is the process's own, from opening the lines to the closed file.`,
        ...others.map(({ called, made }, at) => `${called} ${made[0]?.version ?? ''}: ${peers[at]!.words}.`),
        `Each workbook read back: all rows counted, the values of the first ${Math.min(COMPARED, count)} the same in all; ours byte for byte the same in every run.`,
        `small heap: node ${SMALL_HEAP.join(' ')}`,
      ],
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function findPeers(directory: string, say: (line: string) => void): Promise<{ peers: readonly XlsxPeer[]; missing: readonly string[] }> {
  const found = await Promise.allSettled([libxlsxwriter(directory).then((peer) => [peer]), javascriptPeers()]);
  const missing = found.flatMap((one) => (one.status === 'rejected' ? [`NOT COMPARED: ${(one.reason as Error).message}`] : []));
  for (const line of missing) say(line);
  return { peers: found.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])), missing };
}

function ownWriter(called: string, staged: string, rows: number, flags: readonly string[], level: readonly string[]): Writer {
  const program = join(import.meta.dirname, 'support', 'render-once.ts');
  return { called, rows, made: [], render: (file) => renderBy(process.execPath, [...flags, program, staged, file, String(rows), ...level]) };
}

function peerWriter({ called, command, before, after }: XlsxPeer, staged: string, rows: number): Writer {
  return { called, rows, made: [], render: (file) => renderBy(command, [...before, staged, file, ...after]) };
}

async function renderBy(command: string, args: readonly string[]): Promise<Render> {
  return JSON.parse((await run(command, args)).stdout) as Render;
}

async function check(file: string, compared: number): Promise<{ rows: number; values: string }> {
  const { stdout } = await run('python3', [join(import.meta.dirname, 'support', 'check-workbook.py'), file, String(compared)]);
  return JSON.parse(stdout) as { rows: number; values: string };
}

function against(own: Writer, other: Writer): Measure[] {
  const goal = GOALS[other.called];
  return [measure(`rows written, against ${other.called}`, 'rows/s', rates(own), { against: { peer: rates(other), called: other.called }, ...(goal === undefined ? {} : { goal: { on: 'ratio', bound: 'at least', value: goal } }) })];
}

function ownMeasures(own: Writer, level6: Writer, small: Writer, others: readonly Writer[]): Measure[] {
  const [first] = others;
  const cpu = ({ made, rows }: Writer): number[] => made.map(({ cpuSeconds }) => (cpuSeconds / rows) * 1e6);
  const versus = (of: (writer: Writer) => number[]): object => (first === undefined ? {} : { against: { peer: of(first), called: first.called } });
  return [
    measure('rows written at level 6', 'rows/s', rates(level6), versus(rates)),
    measure('processor time of a row', 'µs', cpu(own), versus(cpu)),
    ...[own, level6].map((writer) => measure(`file, ${writer.called}`, 'MB', sizes(writer), versus(sizes))),
    measure('peak memory, small heap', 'MB', peaks(small), { against: { limit: PEAK_MB, called: 'limit' }, goal: { on: 'own', bound: 'at most', value: PEAK_MB } }),
    ...others.map((other) => measure(`peak memory, against ${other.called}`, 'MB', peaks(own), { against: { peer: peaks(other), called: other.called } })),
  ];
}

function rates({ made, rows }: Writer): number[] {
  return made.map(({ seconds }) => rows / seconds);
}

function sizes({ made }: Writer): number[] {
  return made.map(({ bytes }) => bytes / 1e6);
}

function peaks({ made }: Writer): number[] {
  return made.map(({ peakMb }) => peakMb);
}
