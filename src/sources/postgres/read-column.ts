import type { CatalogueColumn } from './catalogue.ts';
import { quoteName } from './quote-name.ts';

/** SQL for a column as its cells are read. */
export function readColumn(alias: string, column: CatalogueColumn): string {
  const name = `${alias}.${quoteName(column.name)}`;
  if (column.kind === 'padded') return `${name}::text`;
  return column.kind === 'money' ? `${name}::numeric` : name;
}
