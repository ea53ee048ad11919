import { compose } from './compose.ts';
import { ownConfig } from './config.ts';
import { startWorking } from './start-working.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { jobs } from '../src/registry.ts';

const config = ownConfig();
const { context, close } = await compose(config, 'worker');
await context.queue.start(jobs.map((job) => job.queue));
const line = await startWorking(context);
process.stdout.write('worker ready\n');

/** What puts of killed processes left behind; no put pauses for a day. */
const DAY_MS = 86_400_000;
const sweep = setInterval(() => {
  context.files.sweepTemporary(DAY_MS, context.now()).catch((err: unknown) => context.log.warn({ err }, 'temporary files not swept'));
}, DAY_MS / 4);

stopOnSignal(async () => {
  clearInterval(sweep);
  await Promise.all([line.stop(5_000), context.queue.stop(5_000)]);
  await close();
});
