import type { CatalogueColumn } from './catalogue.ts';
import { quoteName } from './quote-name.ts';

/** SQL for a column as it is compared and sorted: in its own type where pg_catalog has the operators, else as text. */
export function compared(alias: string, column: CatalogueColumn): string {
  const name = `${alias}.${quoteName(column.name)}`;
  if (column.kind === 'other') return `${name}::text`;
  return column.kind === 'money' ? `${name}::numeric` : name;
}
