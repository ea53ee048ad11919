import type { RecordRef } from '#contract';
import { AppError } from '../../core/errors/index.ts';
import type { SourceContext } from '../define-source.ts';
import type { Catalogue, CatalogueColumn } from './catalogue.ts';
import { compared } from './compared.ts';
import type { LinkSettings, PostgresConfig, TableSettings } from './postgres-config.ts';
import { quoteName } from './quote-name.ts';
import type { Binder } from './statement.ts';
import { valueEquals } from './value-equals.ts';

/**
 * SQL that is true for the rows of this record. Of several links for its type the first whose property has a value
 * counts; when none has, no row belongs to it. Throws table.unknown when the table has no link for the type.
 */
export async function linkCondition(
  context: SourceContext<PostgresConfig>, catalogue: Catalogue, table: TableSettings, record: RecordRef, binder: Binder,
): Promise<string> {
  const links = table.links.filter((link) => link.objectTypeId === record.objectTypeId);
  if (links.length === 0) throw new AppError('table.unknown', { detail: `table ${table.key} is not linked to ${record.objectTypeId}` });
  for (const link of links) {
    const value = linkValue(link, await context.recordProperty(record, link.property));
    if (value !== null) return rowsOf(catalogue, table, link, value, binder);
  }
  return 'false';
}

/** What a property's value is compared with; null where it says nothing. */
export function linkValue(link: Pick<LinkSettings, 'take'>, property: string | null): string | null {
  const value = property?.trim() ?? '';
  if (link.take === 'value') return value === '' ? null : value;
  const domain = /@([^@\s]+)$/.exec(value)?.[1];
  return domain?.toLowerCase() ?? null;
}

function rowsOf(catalogue: Catalogue, table: TableSettings, link: LinkSettings, value: string, binder: Binder): string {
  const own = findColumn(catalogue, table, link.column);
  if (link.through === undefined) return valueEquals('t', own, value, binder);
  const { through } = link;
  const match = findColumn(catalogue, through, through.match);
  const key = findColumn(catalogue, through, through.key);
  const relation = `${quoteName(through.schema)}.${quoteName(through.table)}`;
  return `${compared('t', own)} in (select ${compared('l', key)} from ${relation} as l where ${valueEquals('l', match, value, binder)})`;
}

/** Throws source.changed when the link's column is no longer there. */
export function findColumn(catalogue: Catalogue, table: { readonly schema: string; readonly table: string }, column: string): CatalogueColumn {
  const found = catalogue.find(table.schema, table.table)?.columns.get(column);
  if (found !== undefined) return found;
  throw new AppError('source.changed', {
    userMessage: 'A table that links this record to its rows is no longer as it was set up.',
    fix: 'Ask an admin to check the connection.',
  });
}
