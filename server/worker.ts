import { compose } from './compose.ts';
import { ownConfig } from './config.ts';
import { runWorker } from './run-worker.ts';

await runWorker(await compose(ownConfig(), 'worker'));
