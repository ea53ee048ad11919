import { BATCH_READ_LIMIT, batchReadObjects, fitsUrl, type BatchRead, type HubSpotObject } from '../../hubspot/index.ts';
import type { SourceBatch } from '../define-source.ts';
import { createBatchBuilder } from './batch-builder.ts';
import type { Part } from './part.ts';
import { END, type PartCursor } from './part-cursor.ts';
import type { ReadOptions } from './read-options.ts';
import { scanPages } from './scan-pages.ts';
import { RECORD_ID } from './standard-properties.ts';
import type { HubSpotQuery } from './hubspot-query.ts';

/** Reads the part's range page by page. Properties that do not fit into an address are fetched by id for each page. */
export async function* readScan(
  options: ReadOptions,
  part: Extract<Part, { kind: 'scan' }>,
  cursor: Extract<PartCursor, { at: 'page' }> | null,
): AsyncGenerator<SourceBatch> {
  const { query } = options;
  const { fit, rest } = fitsUrl(query.properties);
  const batch = createBatchBuilder(options);
  for await (const { objects, next } of scanPages(query, part, fit.length === 0 ? [RECORD_ID] : fit, cursor)) {
    const further = await readFurther(query, objects, rest);
    for (const object of objects) {
      const more = further?.found.get(object.id);
      if (further !== null && more === undefined) batch.skip(object.id, further?.refused.get(object.id));
      else batch.add(more === undefined ? object : { id: object.id, properties: { ...object.properties, ...more.properties } });
    }
    if (next === null) break;
    if (batch.isFull()) yield batch.take(next);
  }
  yield batch.take(END);
}

/** Null when there is nothing further to read. */
async function readFurther({ gateway, at, type }: HubSpotQuery, objects: readonly HubSpotObject[], properties: readonly string[]): Promise<BatchRead | null> {
  if (properties.length === 0 || objects.length === 0) return null;
  const ids = objects.slice(0, BATCH_READ_LIMIT).map(({ id }) => id);
  return batchReadObjects(gateway, at, { objectType: type.objectTypeId, ids, properties });
}
