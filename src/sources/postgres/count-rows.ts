import type { OpenedQuery } from './open-query.ts';
import type { Rows } from './send-question.ts';
import type { Statement } from './statement.ts';

/** The exact number of rows of a query. */
export async function countRows(ask: (statement: Statement) => Promise<Rows>, query: OpenedQuery): Promise<number> {
  const rows = await ask({ text: `select count(*) from ${query.table.relation} as t where ${query.where}`, values: query.values });
  return Number(rows[0]?.[0] ?? 0);
}
