import { flushCompileCache } from 'node:module';
import { compose } from '../../server/compose.ts';
import { ownConfig } from '../../server/config.ts';
import { runWorker } from '../../server/run-worker.ts';
import { numbersSource } from './numbers-source.ts';

/**
 * Production's worker over a source that is slow to show its rows: it says `page <from>` for each slice it is asked for. From
 * `HANG_FROM` on it says `hangs` and never answers.
 */
const hangFrom = Number(process.env['HANG_FROM'] ?? Infinity);
const source = numbersSource({ rows: Number(process.env['ROWS']), parts: 1, batch: 10 });
const app = await compose(ownConfig(), 'worker');
await runWorker({
  ...app,
  context: {
    ...app.context,
    sources: [{
      ...source,
      async page(context, query, options) {
        const from = Number(options.cursor ?? 0);
        process.stdout.write(`page ${from}\n`);
        if (from < hangFrom) return source.page(context, query, options);
        process.stdout.write('hangs\n');
        return new Promise(() => undefined);
      },
    }],
  },
});
// A killed process writes no cache, so it is written now.
flushCompileCache();
