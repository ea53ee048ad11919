import { compose } from './compose.ts';
import { ownConfig } from './config.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { jobs } from '../src/registry.ts';

const config = ownConfig();
const { context, close } = await compose(config, 'worker');
await context.queue.start(jobs.map((job) => job.queue));
for (const job of jobs) await context.queue.work(job, context);
process.stdout.write('worker ready\n');

stopOnSignal(async () => {
  await context.queue.stop(5_000);
  await close();
});
