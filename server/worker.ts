import { compose } from './compose.ts';
import { ownConfig } from './config.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { jobs } from '../src/registry.ts';

const config = ownConfig();
const { context, close } = await compose(config, 'worker');
await context.queue.start(jobs.map((job) => job.queue));
for (const job of jobs) await context.queue.work(job, context);
process.stdout.write('worker ready\n');

/** What puts of killed processes left behind; no put pauses for a day. */
const DAY_MS = 86_400_000;
const sweep = setInterval(() => {
  context.files.sweepTemporary(DAY_MS, context.now()).catch((err: unknown) => context.log.warn({ err }, 'temporary files not swept'));
}, DAY_MS / 4);

stopOnSignal(async () => {
  clearInterval(sweep);
  await context.queue.stop(5_000);
  await close();
});
