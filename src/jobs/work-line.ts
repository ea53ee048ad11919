import type { Database } from '../core/db/index.ts';
import type { Logger } from '../core/log/logger.ts';
import type { LineJob } from './define-line-job.ts';
import { askToGiveWay, claimNext, claimNextView, LINE_CHANNEL } from './line.store.ts';
import type { Turns } from './line.store.ts';
import type { JobRow } from './jobs.store.ts';

export type LineWorker = {
  /** Takes nothing more; running jobs get their signal and up to `graceMs`. What they leave is taken up elsewhere. */
  stop(graceMs: number): Promise<void>;
};

/** Nothing waits longer for a look than this: a wake-up may be lost, and a dead worker's lease ends without one. */
const LOOK_MS = 1_000;

/** Deaths of its holders without progress after which a job runs in a process of its own, and those there after which it is put aside (T66). */
const TRUSTED_DEATHS = 2;
const LONE_DEATHS = 2;
/** Attempts of a job without progress after which it is put aside although its own process never came to it: some minutes. */
const LONE_STARTS = 20;

/**
 * A job that never ran waits for a moment of another's, so that everybody sees their export begin within seconds; between those that
 * have begun, turns are long, because each costs a new connection and a look at the plan.
 */
const TURNS: Turns = { newcomerMs: 2_000, othersMs: 60_000 };

/**
 * A job that was asked so many looks ago and is still there cannot stop where it is: it reads a snapshot or makes its file. A portal
 * of which nothing runs does not wait for that: it gets a place besides.
 */
const STUCK_LOOKS = 3;
/** Such places at once, to one of the usual ones: each takes memory. */
const SPARE = 0.5;

/** Views that outlived their click, worked at the same time: each holds one page of a table, a megabyte at most. */
const VIEW_SLOTS = 3;

/** How a process for one job ended: the job was settled or given back; it never came to the job; or by what it died of it. */
export type LoneEnd = { readonly end: 'settled' } | { readonly end: 'never-began' } | { readonly end: 'died'; readonly how: string };

/** Runs one claimed job in a process of its own. Until that process holds the job's lease, this one does. */
export type RunAlone = (job: JobRow, signal: AbortSignal, giveWay: AbortSignal) => Promise<LoneEnd>;

/**
 * Works the line in this process: `slots` jobs at a time, and the last free place only for a portal of which nothing
 * runs, so that a portal with a thousand jobs never stands before another portal's first one. `viewSlots` more are for views that
 * outlived their click and for nothing else, because somebody looks at them. Where all places are taken, jobs are
 * asked to give way to portals that have none; where they cannot, such a portal gets a spare place. A job that its holders did
 * not survive runs apart, so that it takes no other portal's work down with it, and is put aside when it dies there too.
 */
export function workLine<Context>(
  context: Context & { readonly database: Database; readonly log: Logger },
  jobs: readonly LineJob<Context>[],
  options: { readonly slots: number; readonly viewSlots?: number; readonly portalCap: number; readonly leaseSeconds: number; readonly turns?: Turns; readonly runAlone?: RunAlone },
): LineWorker {
  const { database, log } = context;
  const stopping = new AbortController();
  const running = new Map<string, { readonly done: Promise<void>; readonly giveWay: AbortController; readonly isView: boolean; asked: number }>();
  let looking: Promise<void> | null = null;
  let lookAgain = false;

  function look(): void {
    if (stopping.signal.aborted) return;
    lookAgain = true;
    looking ??= fill().catch((err: unknown) => log.warn({ err }, 'the line of jobs could not be read')).finally(() => {
      looking = null;
    });
  }

  async function fill(): Promise<void> {
    while (lookAgain) {
      lookAgain = false;
      for (let taken = await take(); taken !== null; taken = await take()) start(taken.job, taken.isView);
    }
  }

  async function take(): Promise<{ readonly job: JobRow; readonly isView: boolean } | null> {
    const view = await takeView();
    const job = view ?? (await takeAny());
    return job === null ? null : { job, isView: view !== null };
  }

  async function takeView(): Promise<JobRow | null> {
    const free = (options.viewSlots ?? VIEW_SLOTS) - count(true);
    if (free <= 0 || stopping.signal.aborted) return null;
    return claimNextView(database, { leaseSeconds: options.leaseSeconds, newcomersOnly: free === 1 });
  }

  function count(views: boolean): number {
    return [...running.values()].filter(({ isView }) => isView === views).length;
  }

  async function takeAny(): Promise<JobRow | null> {
    const free = options.slots - count(false);
    if (free + spare() <= 0 || stopping.signal.aborted) return null;
    return claimNext(database, { portalCap: options.portalCap, leaseSeconds: options.leaseSeconds, newcomersOnly: free <= 0 || (free === 1 && options.slots > 1) });
  }

  function spare(): number {
    const stuck = [...running.values()].filter(({ asked }) => asked > STUCK_LOOKS).length;
    return Math.min(stuck, Math.ceil(options.slots * SPARE));
  }

  function start(job: JobRow, isView: boolean): void {
    const giveWay = new AbortController();
    const done = run(job, giveWay.signal).catch((err: unknown) => log.error({ err, jobId: job.id }, 'a job was left to its lease')).finally(() => {
      // A job that a process of its own has given back may have been claimed again before that process has ended.
      if (running.get(job.id) === own) running.delete(job.id);
      look();
    });
    const own = { done, giveWay, isView, asked: 0 };
    running.set(job.id, own);
  }

  async function run(job: JobRow, giveWay: AbortSignal): Promise<void> {
    const definition = jobs.find(({ kind }) => kind === job.kind);
    if (definition === undefined) throw new Error(`nobody works jobs of kind ${job.kind}`);
    if (options.runAlone === undefined || job.deaths < TRUSTED_DEATHS) return definition.run(context, job, stopping.signal, giveWay);
    const ended = await options.runAlone(job, stopping.signal, giveWay);
    if (ended.end === 'settled') return;
    const about = { portalId: String(job.portalId), jobId: job.id };
    if (ended.end === 'never-began') {
      // The job is not to blame, but one that is taken up for ever is no use to anybody.
      log.error({ ...about, attempts: job.attempts }, 'a process for one job did not start');
      if (job.attempts >= LONE_STARTS) await definition.putAside(context, job, 'no process for it started');
      return;
    }
    // What was claimed again before this death adds one to those that were counted.
    const convicted = job.deaths + 1 >= TRUSTED_DEATHS + LONE_DEATHS;
    log.error({ ...about, deaths: job.deaths + 1, how: ended.how }, 'a job took its own process down');
    if (convicted) await definition.putAside(context, job, ended.how);
  }

  async function passOn(): Promise<void> {
    const asked = await askToGiveWay(database, options.turns ?? TURNS);
    for (const [id, job] of running) {
      if (!asked.has(id)) continue;
      job.giveWay.abort();
      job.asked += 1;
    }
    if (spare() > 0) look();
  }

  const listener = database.listen(LINE_CHANNEL, look);
  const timer = setInterval(() => {
    look();
    if (running.size > 0) passOn().catch((err: unknown) => log.warn({ err }, 'who waits for a place could not be read'));
  }, LOOK_MS);
  look();

  async function stop(graceMs: number): Promise<void> {
    stopping.abort(new Error('worker is stopping'));
    clearInterval(timer);
    await listener.close();
    // A claim that is under way is still a job of this worker, and is given back like the others.
    await looking;
    const grace = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
    await Promise.race([Promise.all([...running.values()].map(({ done }) => done)), grace]);
  }

  return { stop };
}
