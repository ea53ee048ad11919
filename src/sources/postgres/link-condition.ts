import type { RecordRef } from '#contract';
import { AppError } from '../../core/errors/index.ts';
import type { RecordLink, SourceContext } from '../define-source.ts';
import { linkValue } from '../link-value.ts';
import type { Catalogue, CatalogueColumn } from './catalogue.ts';
import { compared } from './compared.ts';
import { partnerOf } from './partner-of.ts';
import type { LinkSettings, PostgresConfig, TableSettings } from './postgres-config.ts';
import { quoteName } from './quote-name.ts';
import type { Binder } from './statement.ts';
import { valueEquals } from './value-equals.ts';

const UNDECIDED: RecordLink = { key: null, refused: [] };

/**
 * SQL that is true for the rows of this record. What a person linked it to counts, whatever its properties say. Without,
 * of several links for its type the first whose property has a value counts, but for what is not the same; when none has,
 * no row belongs to it. Throws table.unknown when the table has no link for the type.
 */
export async function linkCondition(
  context: SourceContext<PostgresConfig>, catalogue: Catalogue, table: TableSettings, record: RecordRef, binder: Binder,
): Promise<string> {
  const links = table.links.filter((link) => link.objectTypeId === record.objectTypeId);
  if (links.length === 0) throw new AppError('table.unknown', { detail: `table ${table.key} is not linked to ${record.objectTypeId}` });
  const found = partnerOf(context.config, catalogue, table, record.objectTypeId);
  const decided = found === null ? UNDECIDED : (await context.recordLink?.(record, found.partner.id)) ?? UNDECIDED;
  const isPartner = (key: string): string => valueEquals('t', findColumn(catalogue, table, found?.link.column ?? ''), key, binder);
  if (decided.key !== null) return isPartner(decided.key);

  const ruled = await ruleOf(context, links, record);
  if (ruled === null) return 'false';
  const rule = rowsOf(catalogue, table, ruled.link, ruled.value, binder);
  return decided.refused.length === 0 ? rule : `${rule} and (${decided.refused.map(isPartner).join(' or ')}) is not true`;
}

/** The first of these links whose property has a value, with that value. */
export async function ruleOf(context: SourceContext<PostgresConfig>, links: readonly LinkSettings[], record: RecordRef): Promise<{ readonly link: LinkSettings; readonly value: string } | null> {
  for (const link of links) {
    const value = linkValue(link, await context.recordProperty(record, link.property));
    if (value !== null) return { link, value };
  }
  return null;
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
