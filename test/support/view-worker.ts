import { numbersSource } from './numbers-source.ts';
import { runWorkerOver } from './run-worker-over.ts';

/**
 * A worker over a source that is slow to show its rows: it says `page <from>` for each slice it is asked for. From
 * `HANG_FROM` on it says `hangs` and never answers.
 */
const hangFrom = Number(process.env['HANG_FROM'] ?? Infinity);
const source = numbersSource({ rows: Number(process.env['ROWS']), parts: 1, batch: 10 });
await runWorkerOver({
  ...source,
  async page(context, query, options) {
    const from = Number(options.cursor ?? 0);
    process.stdout.write(`page ${from}\n`);
    if (from < hangFrom) return source.page(context, query, options);
    process.stdout.write('hangs\n');
    return new Promise(() => undefined);
  },
});
