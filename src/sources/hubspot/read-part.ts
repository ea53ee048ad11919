import type { SourceBatch } from '../define-source.ts';
import { readPartCursor } from './part-cursor.ts';
import { readPartText } from './part.ts';
import { readIds } from './read-ids.ts';
import type { ReadOptions } from './read-options.ts';
import { readScan } from './read-scan.ts';

/** Reads one part from its cursor to its end, in batches of at most 1,000 rows or 5 seconds. */
export async function* readPart(options: ReadOptions, partText: string, cursorText: string | null): AsyncGenerator<SourceBatch> {
  const part = readPartText(partText);
  const cursor = cursorText === null ? null : readPartCursor(cursorText);
  if (cursor?.at === 'end') return;
  if (part.kind === 'ids') yield* readIds(options, part, cursor?.at === 'id' ? cursor.index : 0);
  else yield* readScan(options, part, cursor?.at === 'page' ? cursor : null);
}
