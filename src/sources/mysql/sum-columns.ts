import { asText, compared } from './compared.ts';
import type { AskRows } from './fetch-rows.ts';
import type { MappedColumn } from './mapped-table.ts';
import type { OpenedQuery } from './open-query.ts';
import { joinSql, sql } from './sql.ts';
import type { Sql } from './sql.ts';

/**
 * Sums of the number and money columns, exact. A column is left out when nothing can be summed, when the sum is not
 * finite, or when its rows hold more than one currency: euros and dollars are not added up.
 */
export async function sumColumns(ask: AskRows, query: OpenedQuery): Promise<Record<string, string>> {
  const summed = query.columns.filter(({ shown }) => shown.type === 'number' || shown.type === 'money');
  if (summed.length === 0) return {};
  const { rows } = await ask(sql`select ${joinSql(summed.map(sumOf), ', ')} from ${query.table.relation} as t where ${query.where}`);

  const totals: Record<string, string> = {};
  for (const [at, column] of summed.entries()) {
    const sum = rows[0]?.[at];
    if (sum !== null && sum !== undefined && Number.isFinite(Number(sum))) totals[column.shown.key] = sum;
  }
  return totals;
}

function sumOf(column: MappedColumn): Sql {
  const amount = compared('t', column.stored);
  const sum = sql`cast(sum(${amount}) as char)`;
  if (column.currency === null) return sum;
  // min = max says "one currency" in one pass, where count(distinct) would sort.
  const currency = sql`case when ${amount} is not null then convert(${asText('t', column.currency)} using utf8mb4) collate utf8mb4_bin end`;
  return sql`case when min(${currency}) <=> max(${currency}) and count(${currency}) in (0, count(${amount})) then ${sum} end`;
}
