import { AppError } from '../../core/errors/index.ts';
import type { ParentRow, ParentTable, RecordLink, RelatedRows, SourceContext, SourceQuery } from '../define-source.ts';
import { lookUpLinked } from '../look-up-linked.ts';
import type { Lookup } from '../look-up-linked.ts';
import type { CatalogueOf } from './cached-catalogue.ts';
import { fetchRows } from './fetch-rows.ts';
import type { AskRows } from './fetch-rows.ts';
import { hangingRows, PLACE } from './hanging-rows.ts';
import type { Limits } from './limits.ts';
import { columnOf } from './link-condition.ts';
import type { LinkSettings, MysqlConfig } from './mysql-config.ts';
import { openQuery } from './open-query.ts';
import { partnerOf } from './partner-of.ts';
import type { OpenedQuery } from './open-query.ts';
import { joinSql, sql } from './sql.ts';
import { normalValue, valueEquals } from './value-equals.ts';

/**
 * The rows that hang on these records by the values of their properties: many records with one statement, and of those as
 * many as fit into one answer. What a person linked a record to counts, as where one record is looked at. A record none of whose linked properties has a value has no rows. Throws table.unknown for records of a type that nothing links.
 */
export async function relatedRows(
  ask: AskRows, context: SourceContext<MysqlConfig>, catalogueOf: CatalogueOf, query: SourceQuery, parent: ParentTable, rows: readonly ParentRow[], limits: Limits,
): Promise<RelatedRows> {
  const settings = context.config.tables.find(({ key }) => key === query.table.key);
  const links = settings?.links.filter(({ objectTypeId }) => objectTypeId === parent.objectTypeId) ?? [];
  if (settings === undefined || links.length === 0) throw new AppError('table.unknown', { detail: `table ${query.table.key} does not hang on ${parent.table.key}` });
  const opened = await openQuery(context, catalogueOf, query, { related: true });
  const catalogue = await catalogueOf(context, [settings]);

  function normal({ column, through }: LinkSettings, value: string): string | null {
    const of = through === undefined ? columnOf(catalogue.find(settings!.schema, settings!.table), column) : columnOf(catalogue.find(through.schema, through.table), through.match);
    return normalValue(of, value);
  }

  const found = partnerOf(context.config, catalogue, settings, parent.objectTypeId ?? '');
  const decided = found === null ? null : { byRow: await decisions(context, found.partner.id, parent, rows), byKey: byKey(found.link) };

  async function open(link: LinkSettings, values: readonly string[], except: readonly string[]): Promise<Lookup> {
    const hung = hangingRows(catalogue, settings!, opened.table.relation, link, values);
    const own = columnOf(catalogue.find(settings!.schema, settings!.table), found?.link.column ?? link.column);
    const relation = except.length === 0 ? hung : sql`(select e.* from ${hung} as e where (${joinSql(except.map((key) => valueEquals('e', own, key)), ' or ')}) is not true)`;
    const hanging: OpenedQuery = { ...opened, table: { ...opened.table, relation }, order: { column: PLACE, descending: false } };
    return (after) => fetchRows(ask, hanging, { after, limit: limits.chunkRows, bytes: limits.chunkBytes, fieldBytes: limits.fieldBytes });
  }

  return lookUpLinked(rows, { links, normal, decided, open });
}

async function decisions({ recordLinks }: SourceContext<MysqlConfig>, partnerId: string, { objectTypeId }: ParentTable, rows: readonly ParentRow[]): Promise<ReadonlyMap<string, RecordLink>> {
  if (recordLinks === undefined || objectTypeId === null) return new Map();
  return recordLinks(objectTypeId, rows.map(({ key }) => key), partnerId);
}

/** The same link for whose partner's key is known: its own column equals that. */
function byKey({ through: _through, ...link }: LinkSettings): LinkSettings {
  return link;
}
