import { Worker } from 'node:worker_threads';

/** How often this thread says that it is alive; the other looks once a second. */
const BEAT_MS = 500;

/**
 * Ends this process when it is stuck: a loop without an end keeps it from renewing leases, from answering and from taking a
 * signal, so a second thread watches it. It counts its own looks, so neither a stopped nor a sleeping machine is a stall.
 */
export function startWatchdog(stallSeconds: number): void {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  setInterval(() => Atomics.add(beats, 0, 1), BEAT_MS).unref();
  const watcher = new Worker(new URL('watchdog-thread.mjs', import.meta.url), {
    workerData: { beats, stallSeconds }, execArgv: [], env: {},
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 },
  });
  watcher.unref();
}
