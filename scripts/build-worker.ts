import { join } from 'node:path';
import { ensureWorker } from './worker-build/ensure-worker.ts';

/** `npm run build:worker`: the worker as one JavaScript file, made only when its sources changed. Its path goes to standard output. */
console.log(await ensureWorker(join(import.meta.dirname, '..')));
