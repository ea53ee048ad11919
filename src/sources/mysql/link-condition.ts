import type { RecordRef } from '#contract';
import { AppError } from '../../core/errors/index.ts';
import type { RecordLink, SourceContext } from '../define-source.ts';
import { linkValue } from '../link-value.ts';
import type { Catalogue, CatalogueColumn, CatalogueTable } from './catalogue.ts';
import { asText, compared, comparesWhole } from './compared.ts';
import type { LinkSettings, MysqlConfig, TableSettings } from './mysql-config.ts';
import { partnerOf } from './partner-of.ts';
import { joinSql, quoteName, sql, words } from './sql.ts';
import type { Sql } from './sql.ts';
import { valueEquals } from './value-equals.ts';

const UNDECIDED: RecordLink = { key: null, refused: [] };

/**
 * SQL that is true for the rows of this record. What a person linked it to counts, whatever its properties say. Without,
 * of several links for its type the first whose property has a value counts, but for what is not the same; when none has,
 * no row belongs to it. Throws table.unknown when the table has no link for the type.
 */
export async function linkCondition(context: SourceContext<MysqlConfig>, catalogue: Catalogue, table: TableSettings, record: RecordRef): Promise<Sql> {
  const links = table.links.filter((link) => link.objectTypeId === record.objectTypeId);
  if (links.length === 0) throw new AppError('table.unknown', { detail: `table ${table.key} is not linked to ${record.objectTypeId}` });
  const found = partnerOf(context.config, catalogue, table, record.objectTypeId);
  const decided = found === null ? UNDECIDED : (await context.recordLink?.(record, found.partner.id)) ?? UNDECIDED;
  const isPartner = (key: string): Sql => valueEquals('t', columnOf(catalogue.find(table.schema, table.table), found?.link.column ?? ''), key);
  if (decided.key !== null) return isPartner(decided.key);

  const ruled = await ruleOf(context, links, record);
  if (ruled === null) return words('false');
  const rule = rowsOf(catalogue, table, ruled.link, ruled.value);
  return decided.refused.length === 0 ? rule : sql`${rule} and (${joinSql(decided.refused.map(isPartner), ' or ')}) is not true`;
}

/** The first of these links whose property has a value, with that value. */
export async function ruleOf(context: SourceContext<MysqlConfig>, links: readonly LinkSettings[], record: RecordRef): Promise<{ readonly link: LinkSettings; readonly value: string } | null> {
  for (const link of links) {
    const value = linkValue(link, await context.recordProperty(record, link.property));
    if (value !== null) return { link, value };
  }
  return null;
}

function rowsOf(catalogue: Catalogue, table: TableSettings, link: LinkSettings, value: string): Sql {
  const own = columnOf(catalogue.find(table.schema, table.table), link.column);
  if (link.through === undefined) return valueEquals('t', own, value);
  const { through } = link;
  const found = catalogue.find(through.schema, through.table);
  if (found === null) throw changed();
  const key = columnOf(found, through.key);
  const relation = sql`${quoteName(found.schema)}.${quoteName(found.name)}`;
  const match = valueEquals('l', columnOf(found, through.match), value);
  const side = sideOf(own, key);
  return sql`${side('t', own)} in (select ${side('l', key)} from ${relation} as l where ${match})`;
}

/** How both sides of a comparison of two columns are written. Left to itself the server compares a text with a number as floats: '12 Main Street' = 12. */
export function sideOf(own: CatalogueColumn, key: CatalogueColumn): (alias: string, column: CatalogueColumn) => Sql {
  return comparable(own, key) ? compared : exactly;
}

/** Two columns the server compares as a foreign key would. */
function comparable(one: CatalogueColumn, other: CatalogueColumn): boolean {
  const isInteger = ({ kind }: CatalogueColumn): boolean => kind === 'integer' || kind === 'unsigned';
  if (isInteger(one) && isInteger(other)) return true;
  if (one.kind === 'text') return one.text?.collation === other.text?.collation && other.kind === 'text' && comparesWhole(one) && comparesWhole(other);
  return one.kind === 'uuid' && other.kind === 'uuid';
}

function exactly(alias: string, column: CatalogueColumn): Sql {
  return sql`cast(convert(${asText(alias, column)} using utf8mb4) as binary)`;
}

/** Throws source.changed when the link's table or column is no longer there. */
export function columnOf(table: CatalogueTable | null, name: string): CatalogueColumn {
  const column = table?.columns.get(name);
  if (column === undefined) throw changed();
  return column;
}

function changed(): AppError {
  return new AppError('source.changed', {
    userMessage: 'A table that links this record to its rows is no longer as it was set up.',
    fix: 'Ask an admin to check the connection.',
  });
}
