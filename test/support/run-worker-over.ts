import { compose } from '../../server/compose.ts';
import { ownConfig } from '../../server/config.ts';
import { runWorker } from '../../server/run-worker.ts';
import type { Source } from '../../src/sources/define-source.ts';

/** Production's worker, of whose sources this is the only one. */
export async function runWorkerOver(source: Source<unknown>): Promise<void> {
  const app = await compose(ownConfig(), 'worker');
  await runWorker({ ...app, context: { ...app.context, sources: [source] } });
}
