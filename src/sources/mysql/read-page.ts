import { pageOf } from '../database/page-of.ts';
import type { SourcePage } from '../define-source.ts';
import { fetchRows } from './fetch-rows.ts';
import type { AskRows } from './fetch-rows.ts';
import { findPosition } from './find-position.ts';
import type { Limits } from './limits.ts';
import type { OpenedQuery } from './open-query.ts';

/** One page of at most `size` rows and `limits.pageBytes` of JSON; a page of long rows has fewer, and the next goes on behind them. */
export async function readPage(ask: AskRows, query: OpenedQuery, options: { readonly cursor: string | null; readonly size: number }, limits: Limits): Promise<SourcePage> {
  const after = options.cursor === null ? null : await findPosition(ask, query, options.cursor);
  const fetched = await fetchRows(ask, query, { after, limit: options.size + 1, bytes: limits.pageBytes, fieldBytes: limits.fieldBytes });
  return pageOf(fetched, { size: options.size, bytes: limits.pageBytes });
}
