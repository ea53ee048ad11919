import { AppError } from '../../core/errors/index.ts';
import type { ParentRow, ParentTable, RecordLink, RelatedRows, SourceContext, SourceQuery } from '../define-source.ts';
import { lookUpLinked } from '../look-up-linked.ts';
import type { Lookup } from '../look-up-linked.ts';
import type { CatalogueOf } from './cached-catalogue.ts';
import { fetchRows } from './fetch-rows.ts';
import { hangingRowsSql, PLACE } from './hanging-rows-sql.ts';
import type { Limits } from './limits.ts';
import { findColumn } from './link-condition.ts';
import { openQuery } from './open-query.ts';
import { partnerOf } from './partner-of.ts';
import type { OpenedQuery } from './open-query.ts';
import type { LinkSettings, PostgresConfig } from './postgres-config.ts';
import type { Rows } from './send-question.ts';
import { createBinder } from './statement.ts';
import type { Statement } from './statement.ts';
import { valueEquals } from './value-equals.ts';

type Ask = (statement: Statement) => Promise<Rows>;

/**
 * The rows that hang on these records by the values of their properties: many records with one statement, and of those as
 * many as fit into one answer. What a person linked a record to counts, as where one record is looked at. A record none of whose linked properties has a value has no rows. Throws table.unknown for records of a type that nothing links.
 */
export async function relatedRows(
  ask: Ask, context: SourceContext<PostgresConfig>, catalogueOf: CatalogueOf, query: SourceQuery, parent: ParentTable, rows: readonly ParentRow[], limits: Limits,
): Promise<RelatedRows> {
  const settings = context.config.tables.find(({ key }) => key === query.table.key);
  const links = settings?.links.filter(({ objectTypeId }) => objectTypeId === parent.objectTypeId) ?? [];
  if (settings === undefined || links.length === 0) throw new AppError('table.unknown', { detail: `table ${query.table.key} does not hang on ${parent.table.key}` });

  const catalogue = await catalogueOf(context);
  const found = partnerOf(context.config, catalogue, settings, parent.objectTypeId ?? '');
  const decided = found === null ? null : { byRow: await decisions(context, found.partner.id, parent, rows), byKey: byKey(found.link) };

  async function open(link: LinkSettings, values: readonly string[], except: readonly string[]): Promise<Lookup> {
    const binder = createBinder();
    const opened = await openQuery(context, catalogueOf, query, { related: true, binder });
    const hung = hangingRowsSql(catalogue, settings!, opened.table.relation, link, values, binder);
    const own = findColumn(catalogue, settings!, found?.link.column ?? link.column);
    const relation = except.length === 0 ? hung : `(select e.* from ${hung} as e where (${except.map((key) => valueEquals('e', own, key, binder)).join(' or ')}) is not true)`;
    const hanging: OpenedQuery = { ...opened, table: { ...opened.table, relation }, values: binder.values, order: { column: PLACE, descending: false } };
    return (after) => fetchRows(ask, hanging, { after, limit: limits.chunkRows, bytes: limits.chunkBytes, fieldBytes: limits.fieldBytes });
  }

  return lookUpLinked(rows, { links, decided, open });
}

async function decisions({ recordLinks }: SourceContext<PostgresConfig>, partnerId: string, { objectTypeId }: ParentTable, rows: readonly ParentRow[]): Promise<ReadonlyMap<string, RecordLink>> {
  if (recordLinks === undefined || objectTypeId === null) return new Map();
  return recordLinks(objectTypeId, rows.map(({ key }) => key), partnerId);
}

/** The same link for whose partner's key is known: its own column equals that. */
function byKey({ through: _through, ...link }: LinkSettings): LinkSettings {
  return link;
}
