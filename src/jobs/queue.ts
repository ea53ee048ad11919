import { setTimeout as sleep } from 'node:timers/promises';
import { fromPrisma, PgBoss } from 'pg-boss';
import type { Job as QueueJob } from 'pg-boss';
import type pg from 'pg';
import type { Tx } from '../core/db/index.ts';
import { toAppError } from '../core/errors/index.ts';
import type { Logger } from '../core/log/logger.ts';
import { noteEnd, noteStart } from './deaths.store.ts';
import type { JobDefinition } from './define-job.ts';
import { createPace } from './create-pace.ts';

export type Queue = {
  start(queues: readonly string[]): Promise<void>;
  /** Puts a payload in the queue inside the caller's transaction: row and job appear together or not at all. */
  enqueue<Payload extends object>(tx: Tx, job: Pick<JobDefinition<Payload, never>, 'queue' | 'perPortal'>, payload: Payload, options?: { readonly afterMs?: number }): Promise<void>;
  /** Starts taking jobs. `aborted` fires when this process stops or the job's lease in the queue has run out. */
  work<Payload, Context>(job: JobDefinition<Payload, Context>, context: Context): Promise<void>;
  /** Stops taking jobs; running ones get their signal and up to `graceMs`. What they leave is taken up elsewhere. */
  stop(graceMs: number): Promise<void>;
};

/** A crashed worker's job is handed on after this many seconds; pg-boss allows no less than 10. */
const HEARTBEAT_SECONDS = 10;
const DAY_SECONDS = 23 * 3600;

/**
 * A job that throws, or whose worker died, is tried again after one second, then two, up to ten: without a pause it would stand at the head of
 * its queue at once, before all that came later. Said with every job, since what a queue was made with stays.
 */
const AGAIN = { retryDelay: 1, retryBackoff: true, retryDelayMax: 10 };

/** Starts of one job that its workers did not survive, after the first, before it is put aside (T66). */
const MAX_DEATHS = 5;

/** The durable queue in Postgres. Whoever enqueues or works must `start` first. */
export function createQueue(options: { readonly databaseUrl: string; readonly pool: pg.Pool; readonly supervise: boolean; readonly log: Logger }): Queue {
  const boss = new PgBoss({
    connectionString: options.databaseUrl,
    max: options.supervise ? 6 : 2,
    supervise: options.supervise,
    schedule: false,
    useListenNotify: options.supervise,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    queueCacheIntervalSeconds: 5,
  });
  boss.on('error', (error) => options.log.error({ err: error }, 'queue error'));
  const stopping = new AbortController();

  async function start(queues: readonly string[]): Promise<void> {
    await boss.start();
    for (const name of queues) {
      const policy = {
        notify: true,
        retryLimit: 100_000,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        expireInSeconds: DAY_SECONDS,
        deleteAfterSeconds: 24 * 3600,
      };
      await boss.createQueue(name, policy);
    }
  }

  async function enqueue<Payload extends object>(
    tx: Tx,
    job: Pick<JobDefinition<Payload, never>, 'queue' | 'perPortal'>,
    payload: Payload,
    delay: { readonly afterMs?: number } = {},
  ): Promise<void> {
    const startAfter = Math.ceil((delay.afterMs ?? 0) / 1000);
    await boss.send(job.queue, payload, { ...AGAIN, db: fromPrisma(tx), ...(startAfter > 0 ? { startAfter } : {}), ...groupOf(job, payload) });
  }

  async function work<Payload, Context>(job: JobDefinition<Payload, Context>, context: Context): Promise<void> {
    const settings = {
      localConcurrency: job.perWorker,
      pollingIntervalSeconds: 0.5,
      notifyPollingIntervalSeconds: 1,
      // Each place asks once a second, which would be four mails a second. Where more wait than there are places, it asks at once.
      burstWhenReadyExceeds: job.perWorker,
      ...(job.perPortal === undefined ? {} : { localGroupConcurrency: job.perPortal }),
      heartbeatRefreshSeconds: 3,
      includeMetadata: true,
    } as const;
    const turn = job.perSecond === undefined ? null : createPace(job.perSecond, { now: () => performance.now(), sleep: (ms, signal) => sleep(ms, undefined, { signal }) });
    await boss.work<Payload>(job.queue, settings, async (batch) => {
      for (const item of batch) {
        const signal = AbortSignal.any([item.signal, stopping.signal]);
        await (turn?.(signal) ?? Promise.resolve()).then(() => workOne(job, context, item, signal)).catch((thrown: unknown) => {
          if (!stopping.signal.aborted) tellFailure(job.queue, item.id, thrown);
          throw thrown;
        });
      }
    });
  }

  async function workOne<Payload, Context>(job: JobDefinition<Payload, Context>, context: Context, item: QueueJob<Payload>, signal: AbortSignal): Promise<void> {
    const payload = job.payload.parse(item.data);
    const again = item.retryCount > 0;
    if (again && (await noteStart(options.pool, item.id)) > MAX_DEATHS) await putAside(job, context, payload, item.id);
    else await job.run(context, payload, signal).finally(() => (again ? noteEnd(options.pool, item.id) : undefined));
  }

  /** What the job itself knows to be in passing is none for the operator. */
  function tellFailure(queue: string, queueJob: string, thrown: unknown): void {
    const error = toAppError(thrown);
    const passing = error.code !== 'internal' && error.retry !== 'never';
    options.log[passing ? 'warn' : 'error']({ queue, queueJob, code: error.code, err: error }, 'a job behind the scenes failed and will be tried again');
  }

  /** Ends it in the queue: it would only take down the next worker and what else runs there. */
  async function putAside<Payload, Context>(job: JobDefinition<Payload, Context>, context: Context, payload: Payload, queueJob: string): Promise<void> {
    options.log.error({ queue: job.queue, queueJob }, 'a job behind the scenes was put aside: its workers did not survive it');
    await job.putAside?.(context, payload);
    await noteEnd(options.pool, queueJob);
  }

  async function stop(graceMs: number): Promise<void> {
    stopping.abort(new Error('worker is stopping'));
    await boss.stop({ graceful: true, timeout: graceMs, close: true });
  }

  return { start, enqueue, work, stop };
}

function groupOf(job: Pick<JobDefinition<object, never>, 'perPortal'>, payload: object): { readonly group?: { readonly id: string } } {
  if (job.perPortal === undefined || !('portalId' in payload)) return {};
  return { group: { id: String(payload.portalId) } };
}
