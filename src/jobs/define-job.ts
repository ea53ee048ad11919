import type { z } from 'zod';

/**
 * A kind of durable work. `queue` is its name in the queue; passing the definition to `enqueue` types the payload.
 * Every job can run twice: it finds out from the database what is left to do.
 */
export type JobDefinition<Payload, Context> = {
  readonly queue: string;
  readonly payload: z.ZodType<Payload>;
  /** Jobs of this kind one worker process runs at the same time. */
  readonly perWorker: number;
  /** Jobs of this kind one worker process begins in a second at most, where the other side must not be flooded. */
  readonly perSecond?: number;
  /** Of these, jobs of one portal (`portalId` in the payload): a portal whose system does not answer leaves the others a place. */
  readonly perPortal?: number;
  run(context: Context, payload: Payload, signal: AbortSignal): Promise<void>;
  /** Shows its owner that it is given up, because it took down the workers that ran it; without it, only the operator is told. */
  putAside?(context: Context, payload: Payload): Promise<void>;
};

/** Declares a job; the registry lists it. */
export function defineJob<Payload, Context>(definition: JobDefinition<Payload, Context>): JobDefinition<Payload, Context> {
  return definition;
}
