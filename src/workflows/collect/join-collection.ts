import type { Caller } from '../../access/index.ts';
import type { Context } from '../../context/index.ts';
import type { Tx } from '../../core/db/index.ts';
import { sha256 } from '../../core/crypto/sha256.ts';
import { AppError } from '../../core/errors/index.ts';
import { addIds, takeSelection } from '../../selections/index.ts';
import { closeCollectionJob } from './close-collection.job.ts';
import { addToOpen, endOpen, insertCollection } from './collections.store.ts';
import type { Wanted } from './collections.store.ts';

const KEPT_MS = 30 * 86_400_000;
/** Two that open one at the same moment meet in the other's; more rounds would mean a fault. */
const ROUNDS = 3;

type Joining = { readonly wanted: Wanted; readonly windowMs: number; readonly wait: (tx: Tx, collectionId: string) => Promise<void> };

/**
 * Puts an enrolled record into the open collection of its workflow, or opens the next one: who comes when it is full or
 * its time is over has part in the next file. Record, run and, for a new one, the order to close it are one transaction.
 */
export async function joinCollection(context: Context, { portalId, userId }: Caller, { wanted, windowMs, wait }: Joining): Promise<void> {
  const { record, ...choice } = wanted;
  const key = sha256(JSON.stringify([userId, choice, record.objectTypeId, windowMs]));
  await context.database.inPortal(portalId, async (tx) => {
    const id = await findOrOpen(tx);
    await addIds(tx, { portalId, userId, id }, [record.objectId]);
    await wait(tx, id);
  });

  async function findOrOpen(tx: Tx): Promise<string> {
    const now = context.now();
    for (let round = 0; round < ROUNDS; round += 1) {
      const open = await addToOpen(tx, key, new Date(now));
      if (open !== null) return open;
      for (const collectionId of await endOpen(tx, key, new Date(now))) await context.queue.enqueue(tx, closeCollectionJob, { portalId, collectionId, attempt: 0 });
      const id = context.newId();
      if (!(await insertCollection(tx, { id, portalId, key, userId, wanted, openedAt: new Date(now), closesAt: new Date(now + windowMs) }))) continue;
      await takeSelection(tx, { portalId, userId, id }, { objectTypeId: record.objectTypeId, pages: 1 }, new Date(now + KEPT_MS));
      await context.queue.enqueue(tx, closeCollectionJob, { portalId, collectionId: id, attempt: 0 }, { afterMs: windowMs });
    }
    throw new AppError('internal', { detail: 'no collection of a workflow could be opened' });
  }
}
