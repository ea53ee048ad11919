import { BATCH_READ_LIMIT, batchReadObjects } from '../../hubspot/index.ts';
import type { SourceBatch } from '../define-source.ts';
import { createBatchBuilder } from './batch-builder.ts';
import type { Part } from './part.ts';
import { END } from './part-cursor.ts';
import type { ReadOptions } from './read-options.ts';

/** Reads the part's records by id from place `index` on; each is written or skipped with the reason. */
export async function* readIds(options: ReadOptions, part: Extract<Part, { kind: 'ids' }>, index: number): AsyncGenerator<SourceBatch> {
  const { gateway, at, type, properties, source } = options.query;
  // Somebody named these ones; nobody knows whether HubSpot ever had them.
  const unknown = source.keys === undefined ? undefined : 'it is not there, or is another kind of record';
  const batch = createBatchBuilder(options);
  for (let start = index; start < part.ids.length; start += BATCH_READ_LIMIT) {
    const ids = part.ids.slice(start, start + BATCH_READ_LIMIT);
    const { found, refused } = await batchReadObjects(gateway, at, { objectType: type.objectTypeId, ids, properties });
    for (const id of ids) {
      const object = found.get(id);
      if (object === undefined) batch.skip(id, refused.get(id) ?? unknown);
      else batch.add(object);
    }
    const next = start + BATCH_READ_LIMIT;
    if (next < part.ids.length && batch.isFull()) yield batch.take({ at: 'id', index: next });
  }
  yield batch.take(END);
}
