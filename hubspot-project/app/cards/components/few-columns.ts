import type { Table } from '@siderail/contract';

/** The columns that fit the sidebar: the first three, one of them an amount when the table has any. */
export function fewColumns(table: Table): readonly string[] {
  const few = table.defaultColumns.slice(0, 3);
  const amounts = table.columns.filter(({ type }) => type === 'money').map(({ key }) => key);
  const amount = table.defaultColumns.find((key) => amounts.includes(key));
  if (amount === undefined || few.includes(amount)) return few;
  return [...few.slice(0, 2), amount];
}
