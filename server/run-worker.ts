import { watchVitals } from './alerts/watch-vitals.ts';
import type { App } from './compose.ts';
import { startOperatorServer } from './observability/start-operator-server.ts';
import { createRunAlone } from './poison/run-alone.ts';
import { readLoneJob } from './poison/read-lone-job.ts';
import { runLoneJob } from './poison/run-lone-job.ts';
import { startWatchdog } from './poison/start-watchdog.ts';
import { startWorking } from './start-working.ts';
import { followJournal } from '../src/installs/index.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { sweepPortals } from '../src/privacy/index.ts';
import { jobs } from '../src/registry.ts';

/** No put pauses for a day: what is older was left behind by a process that was killed. */
const DAY_MS = 86_400_000;
const ARMED_LOOK_MS = 2_000;
/** How soon what an uninstall left undone is taken up; what is due is asked of one small table. */
const MINUTE_MS = 60_000;

/**
 * Takes jobs until a signal ends the process; says `worker ready` on its standard output once it does. Started again by
 * itself with the name of a job, it runs that one only.
 */
export async function runWorker(app: App): Promise<void> {
  startWatchdog(app.stallSeconds);
  const lone = readLoneJob(process.argv.slice(2));
  if (lone !== null) return runLoneJob(app, lone);
  const { context, fence, journal, close } = app;
  const operator = app.operatorAddress === null ? null : await startOperatorServer(app, app.operatorAddress);
  if (!fence.armed()) await waitUntilArmed(app);
  await context.queue.start(jobs.map((job) => job.queue));
  const line = await startWorking(context, createRunAlone(context));
  process.stdout.write('worker ready\n');

  const sweep = setInterval(() => {
    context.files.sweepTemporary(DAY_MS, context.now()).catch((err: unknown) => context.log.warn({ err }, 'temporary files not swept'));
  }, DAY_MS / 4);

  const ending = new AbortController();
  const vitals = setInterval(() => void watchVitals(app), MINUTE_MS);
  const lookAfter = setInterval(() => {
    if (journal !== null) followJournal(context, journal, ending.signal).catch((err: unknown) => context.log.warn({ err }, 'the journal could not be read'));
    sweepPortals(context, ending.signal).catch((err: unknown) => context.log.warn({ err }, 'portals not swept'));
  }, MINUTE_MS);

  stopOnSignal(async () => {
    clearInterval(sweep);
    clearInterval(lookAfter);
    clearInterval(vitals);
    ending.abort();
    await Promise.all([line.stop(5_000), context.queue.stop(5_000)]);
    await operator?.close();
    await close();
  });
}

/** A disarmed worker takes nothing, and begins by itself when its environment is armed. */
async function waitUntilArmed({ context, fence }: App): Promise<void> {
  process.stdout.write('worker disarmed\n');
  while (!(await fence.look().catch(() => false))) await context.sleep(ARMED_LOOK_MS);
}
