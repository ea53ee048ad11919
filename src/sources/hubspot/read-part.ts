import type { SourceBatch } from '../define-source.ts';
import { readPartCursor } from './part-cursor.ts';
import { readPartText } from './part.ts';
import { readBoth } from './read-both.ts';
import { readIds } from './read-ids.ts';
import type { ReadOptions } from './read-options.ts';
import { readScan } from './read-scan.ts';
import { isPropertyRefused, unreadableColumns, withoutRefused } from './refused-properties.ts';

/**
 * Reads one part from its cursor to its end, in batches of at most 1,000 rows or 5 seconds. When HubSpot refuses single
 * properties on the way, it goes on without them from the last batch, and says so with every batch from there on (F11).
 */
export async function* readPart(options: ReadOptions, partText: string, cursorText: string | null): AsyncGenerator<SourceBatch> {
  let cursor = cursorText;
  for (;;) {
    const query = withoutRefused(options.query);
    try {
      for await (const batch of readOnce({ ...options, query }, partText, cursor)) {
        cursor = batch.cursor;
        yield { ...batch, ...unreadableColumns(query) };
      }
      return;
    } catch (thrown) {
      if (!(await isPropertyRefused(options.query, query, thrown))) throw thrown;
    }
  }
}

async function* readOnce(options: ReadOptions, partText: string, cursorText: string | null): AsyncGenerator<SourceBatch> {
  const part = readPartText(partText);
  const cursor = cursorText === null ? null : readPartCursor(cursorText);
  if (cursor?.at === 'end') return;
  switch (part.kind) {
    case 'ids':
      yield* readIds(options, part, cursor?.at === 'id' ? cursor.index : 0);
      return;
    case 'both':
      yield* readBoth(options, part, cursor?.at === 'behind' ? cursor : null);
      return;
    case 'scan':
      yield* readScan(options, part, cursor?.at === 'page' ? cursor : null);
      return;
    default:
      part satisfies never;
  }
}
