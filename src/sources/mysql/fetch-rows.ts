import type { Fetched } from '../database/fetched-rows.ts';
import type { Answer } from './ask-client.ts';
import { fetchedRowsOf } from './fetched-rows-of.ts';
import type { OpenedQuery } from './open-query.ts';
import { selectRows } from './select-rows.ts';
import type { Selection } from './select-rows.ts';
import type { Sql } from './sql.ts';

/** Asks one question; with `bytes`, its answer may be cut there. */
export type AskRows = (statement: Sql, bytes?: number) => Promise<Answer>;

/** Fetches a stretch of rows of at most `bytes`, and the row with which they were exceeded. Throws source.refused for a value above the limit. */
export async function fetchRows(ask: AskRows, query: OpenedQuery, selection: Selection & { readonly limit: number; readonly bytes: number }): Promise<Fetched> {
  const { rows, cut } = await ask(selectRows(query, selection), selection.bytes);
  return { rows: fetchedRowsOf(query)(rows), cut, complete: rows.length < selection.limit && !cut };
}
