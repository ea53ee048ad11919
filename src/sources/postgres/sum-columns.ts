import { compared } from './compared.ts';
import type { MappedColumn } from './mapped-table.ts';
import type { OpenedQuery } from './open-query.ts';
import type { Rows } from './send-question.ts';
import type { Statement } from './statement.ts';

/**
 * Sums of the number and money columns, exact. A column is left out when nothing can be summed, when the sum is not
 * finite, or when its rows hold more than one currency: euros and dollars are not added up.
 */
export async function sumColumns(ask: (statement: Statement) => Promise<Rows>, query: OpenedQuery): Promise<Record<string, string>> {
  const summed = query.columns.filter(({ shown }) => shown.type === 'number' || shown.type === 'money');
  if (summed.length === 0) return {};
  const text = `select ${summed.map(sumOf).join(', ')} from ${query.table.relation} as t where ${query.where}`;
  const [sums] = await ask({ text, values: query.values });

  const totals: Record<string, string> = {};
  for (const [at, column] of summed.entries()) {
    const sum = sums?.[at];
    if (sum !== null && sum !== undefined && Number.isFinite(Number(sum))) totals[column.shown.key] = sum;
  }
  return totals;
}

function sumOf(column: MappedColumn): string {
  const amount = compared('t', column.stored);
  if (column.currency === null) return `sum(${amount})`;
  // min = max says "one currency" in one pass, where count(distinct) would sort.
  const currency = `${compared('t', column.currency)}::text collate "C"`;
  const only = `filter (where ${amount} is not null)`;
  const one = `min(${currency}) ${only} is not distinct from max(${currency}) ${only}`;
  const known = `count(${currency}) ${only} in (0, count(${amount}))`;
  return `case when ${one} and ${known} then sum(${amount}) end`;
}
