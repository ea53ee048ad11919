import { AppError } from '../../core/errors/index.ts';
import type { SourcePage } from '../define-source.ts';
import type { Row } from '#contract';
import { fetchRows } from './fetch-rows.ts';
import type { FetchedRow } from './fetch-rows.ts';
import type { Limits } from './limits.ts';
import type { OpenedQuery } from './open-query.ts';
import { findPosition } from './find-position.ts';
import { formatCursor } from './row-position.ts';
import type { Rows } from './send-question.ts';
import type { Statement } from './statement.ts';

/** Longer keys could not travel back in a row action. */
const LONGEST_KEY = 500;

/** One page of at most `size` rows and `limits.pageBytes` of JSON; a page of long rows has fewer, and the next goes on behind them. */
export async function readPage(
  ask: (statement: Statement) => Promise<Rows>, query: OpenedQuery, options: { readonly cursor: string | null; readonly size: number }, limits: Limits,
): Promise<SourcePage> {
  const after = options.cursor === null ? null : await findPosition(ask, query, options.cursor);
  const fetched = await fetchRows(ask, query, { after, limit: options.size + 1, bytes: limits.pageBytes, fieldBytes: limits.fieldBytes });
  const kept = fitting(fetched.rows.slice(0, options.size), limits.pageBytes);
  const last = kept.at(-1);
  if (last === undefined && fetched.rows.length > 0) {
    throw new AppError('source.refused', { userMessage: 'A row of this table is too large to be shown.', fix: 'Leave out columns with long texts.' });
  }
  const more = kept.length < fetched.rows.length || !fetched.complete;
  return { rows: kept.map(toRow), next: last !== undefined && more ? formatCursor(last.position) : null };
}

export function toRow(row: FetchedRow): Row {
  const { key } = row.position;
  if (key.length > LONGEST_KEY) {
    throw new AppError('source.refused', { userMessage: 'The row key of this table is too long.', fix: 'Ask an admin to choose a shorter row key.' });
  }
  return { key, cells: row.cells };
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
