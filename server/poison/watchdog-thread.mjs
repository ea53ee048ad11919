// Plain JavaScript, so that the thread need not load what takes types out. See watch-by-thread.ts.
import { writeSync } from 'node:fs';
import { setInterval } from 'node:timers';
import { workerData } from 'node:worker_threads';

const { beats, stallSeconds } = workerData;
let last = -1;
let silent = 0;

setInterval(() => {
  const now = Atomics.load(beats, 0);
  silent = now === last ? silent + 1 : 0;
  last = now;
  if (silent < stallSeconds) return;
  try {
    writeSync(1, `${JSON.stringify({ level: 60, time: Date.now(), pid: process.pid, silent, msg: 'the process was stuck and ends' })}\n`);
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
}, 1_000);
