import type { AskRows } from './fetch-rows.ts';
import type { OpenedQuery } from './open-query.ts';
import { sql } from './sql.ts';

/** The exact number of rows of a query. */
export async function countRows(ask: AskRows, query: OpenedQuery): Promise<number> {
  const { rows } = await ask(sql`select cast(count(*) as char) from ${query.table.relation} as t where ${query.where}`);
  return Number(rows[0]?.[0] ?? 0);
}
