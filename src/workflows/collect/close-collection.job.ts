import { z } from 'zod';
import type { Context } from '../../context/index.ts';
import { toAppError } from '../../core/errors/index.ts';
import { PortalId } from '../../core/ids/portal-id.ts';
import { backoff, defineJob } from '../../jobs/index.ts';
import { failedOutputs } from '../failed-outputs.ts';
import { beginClosing, closeWithout } from './collections.store.ts';
import { startCollected } from './start-collected.ts';

const Payload = z.object({ portalId: PortalId, collectionId: z.uuid(), attempt: z.number().int() });
type Payload = z.infer<typeof Payload>;

/**
 * Ends the time of a collection and starts its one export. A worker that dies on the way leaves it `closing`, and
 * whoever takes the job up again finds the same export by the same request id.
 */
export const closeCollectionJob = defineJob<Payload, Context>({
  queue: 'close-collection',
  payload: Payload,
  perWorker: 2,
  async run(context, { portalId, collectionId, attempt }, signal) {
    const { database } = context;
    const found = await database.inPortal(portalId, (tx) => beginClosing(tx, collectionId, new Date(context.now())));
    if (found === null) return;
    const later = (afterMs: number, next: number): Promise<void> => database.inPortal(portalId, (tx) => context.queue.enqueue(tx, closeCollectionJob, { portalId, collectionId, attempt: next }, { afterMs }));
    // The queue counts by the database's clock: where that one is ahead of ours, the end has to be waited for again.
    if (found.early) return later(Math.max(1_000, found.collection.closesAt.getTime() - context.now()), attempt);
    try {
      await startCollected(context, portalId, found.collection, signal);
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toAppError(thrown);
      context.log.warn({ portalId, collectionId, attempt, code: error.code, detail: error.message }, 'a collection was not exported');
      if (error.retry !== 'never' || error.code === 'portal.needs_reauth') return later(backoff('backoff', Math.min(attempt + 1, 8), context.random), attempt + 1);
      await database.inPortal(portalId, (tx) => closeWithout(tx, portalId, collectionId, failedOutputs(error)));
    }
  },
});
