import { Worker } from 'node:worker_threads';

/** How often this thread says that it is alive; the other looks once a second. */
const BEAT_MS = 500;

/** A second thread that counts its own looks. */
export function watchByThread(stallSeconds: number): void {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  setInterval(() => Atomics.add(beats, 0, 1), BEAT_MS).unref();
  const watcher = new Worker(new URL('watchdog-thread.mjs', import.meta.url), {
    workerData: { beats, stallSeconds }, execArgv: [], env: {},
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 },
  });
  watcher.unref();
}
