import { AppError } from '../../core/errors/index.ts';
import type { SourcePage } from '../define-source.ts';
import type { Fetched, FetchedRow } from './fetched-rows.ts';
import { formatCursor } from './row-position.ts';
import { toRow } from './to-row.ts';

/** One page out of rows that were fetched, at most `size` and `bytes` of JSON; a page of long rows has fewer, and the next goes on behind them. */
export function pageOf({ rows, complete }: Fetched, { size, bytes }: { readonly size: number; readonly bytes: number }): SourcePage {
  const kept = fitting(rows.slice(0, size), bytes);
  const last = kept.at(-1);
  if (last === undefined && rows.length > 0) {
    throw new AppError('source.refused', { userMessage: 'A row of this table is too large to be shown.', fix: 'Leave out columns with long texts.' });
  }
  const more = kept.length < rows.length || !complete;
  return { rows: kept.map(toRow), next: last !== undefined && more ? formatCursor(last.position) : null };
}

function fitting(rows: readonly FetchedRow[], bytes: number): FetchedRow[] {
  const kept: FetchedRow[] = [];
  let used = 0;
  for (const row of rows) {
    used += Buffer.byteLength(JSON.stringify([row.position.key, row.cells])) + 20;
    if (used > bytes) break;
    kept.push(row);
  }
  return kept;
}
