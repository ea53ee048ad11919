import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureWorker } from '../../scripts/worker-build/ensure-worker.ts';
import { WORKER_FLAGS } from '../../scripts/worker-build/worker-flags.ts';
import { startChaosWorld } from '../chaos/support/chaos-world.ts';
import type { ChaosWorld, Kind } from '../chaos/support/chaos-world.ts';
import { isSettled, outcomeOf } from '../chaos/support/outcome.ts';
import { eventually } from '../support/eventually.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const ROWS = 40_000;
const IDLE_MB = 110;
const LIMIT_MB = 150;

const SMALL_MALLOC = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '65536' };

let world: ChaosWorld;
let program: string;
beforeAll(async () => {
  program = await ensureWorker(ROOT);
  world = await startChaosWorld({ rows: ROWS });
}, 60_000);
afterAll(() => world?.close());

/** Memory of a process now, and the most it ever had; null where the system does not say. */
function memoryOf(pid: number): { nowMb: number; peakMb: number } | null {
  if (process.platform !== 'linux') return null;
  const of = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
  return { nowMb: of('VmRSS'), peakMb: of('VmHWM') };
}

it('the worker as it is shipped makes files of every format, sends the mails, and stays below its 150 MB', { timeout: 90_000 }, async () => {
  const worker = await world.worker({ program, flags: WORKER_FLAGS, settings: SMALL_MALLOC });
  try {
    const idle = memoryOf(worker.child.pid!);
    if (idle !== null) expect(idle.nowMb).toBeLessThan(IDLE_MB);

    const [csv, xlsx, jsonl] = world.orders as [Kind, Kind, Kind];
    for (const kinds of [[csv], [xlsx], [jsonl, { ...csv, format: 'parquet' as const }]]) {
      const started = await Promise.all(kinds.map((kind) => world.start(kind)));
      for (const each of started) {
        await eventually(() => isSettled(world, each));
        const outcome = await outcomeOf(world, each);
        expect(outcome, each.kind.format).toMatchObject({ state: 'ready', complete: true, rows: [ROWS, ROWS, 0], certified: outcome.sha256, mail: ['sent', 1] });
      }
      const after = memoryOf(worker.child.pid!);
      // Parquet has a limit of its own: another process writes it.
      if (after !== null && kinds.length === 1) expect(after.peakMb, kinds[0]!.format).toBeLessThan(LIMIT_MB);
    }
  } finally {
    await worker.kill();
  }
});

it('the worker’s program is made again only when its sources changed, and holds no second copy of a package', async () => {
  const folder = join(ROOT, program, '..');
  const made = statSync(join(folder, 'worker.js')).mtimeMs;

  expect(await ensureWorker(ROOT)).toBe(program);

  expect(statSync(join(folder, 'worker.js')).mtimeMs).toBe(made);
  const text = readFileSync(join(folder, 'worker.js'), 'utf8');
  expect(text.match(/const \$?ZodRealError\$?\d* *=/g)).toHaveLength(1);
  expect(text).not.toMatch(/\P{ASCII}/u);
  expect(readdirSync(folder)).toContain('query-compiler.wasm');
  expect(readFileSync(join(ROOT, 'dist', 'worker', 'worker.js'), 'utf8')).toBe(`import './${program.split(/[\\/]/).at(-2)!}/worker.js';\n`);
});

it('npm run worker, and with it the container, gives the flags that npm start and the benchmarks give', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

  expect(scripts['worker']).toBe(['node', ...WORKER_FLAGS, 'dist/worker/worker.js'].join(' '));
});
