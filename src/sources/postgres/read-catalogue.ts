import { z } from 'zod';
import type { SourceContext } from '../define-source.ts';
import { columnKind } from './column-kind.ts';
import type { ColumnKind } from './column-kind.ts';
import type { Catalogue, CatalogueColumn, CatalogueTable } from './catalogue.ts';
import { arrayLiteral } from './array-literal.ts';
import type { Connections } from './connections.ts';
import type { PostgresConfig } from './postgres-config.ts';
import { quoteName } from './quote-name.ts';

/**
 * Ordinary and partitioned tables only: a view has no unique index, so nobody could promise that no row of it is
 * lost between two pages; nor does an index of a table hold for the tables that inherit from it. `nspname = text` compares whole names, where a cast to `name` would cut at 63 bytes.
 */
const CATALOGUE_SQL = `
  select n.nspname, c.relname, a.attname, b.type_schema, b.type_name, b.typtype, a.attnotnull,
    exists (select from pg_index as i where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indnkeyatts = 1
      and i.indkey[0] = a.attnum and i.indpred is null and i.indexprs is null)
      and (c.relkind = 'p' or not exists (select from pg_inherits as h where h.inhparent = c.oid))
  from (select distinct * from unnest($1::text[], $2::text[])) as wanted (schema_name, table_name)
  join pg_namespace as n on n.nspname = wanted.schema_name
  join pg_class as c on c.relnamespace = n.oid and c.relname = wanted.table_name and c.relkind in ('r', 'p')
  join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  cross join lateral (
    with recursive base as (
      select a.atttypid as type_oid
      union all
      select t.typbasetype from base join pg_type as t on t.oid = base.type_oid where t.typtype = 'd'
    )
    select tn.nspname as type_schema, t.typname as type_name, t.typtype
    from base join pg_type as t on t.oid = base.type_oid join pg_namespace as tn on tn.oid = t.typnamespace
    where t.typtype <> 'd'
  ) as b
  where has_schema_privilege(n.oid, 'USAGE') and has_column_privilege(c.oid, a.attnum, 'SELECT')
  order by c.oid, a.attnum`;

const CatalogueRow = z.tuple([z.string(), z.string(), z.string(), z.string(), z.string(), z.string(), z.enum(['t', 'f']), z.enum(['t', 'f'])]);

/** Asks the database which of the configured tables it has, with their columns, types and unique keys. */
export async function readCatalogue(connections: Connections, context: SourceContext<PostgresConfig>): Promise<Catalogue> {
  const wanted = context.config.tables.flatMap((table) => [table, ...table.links.flatMap((link) => link.through ?? [])]);
  const values = [arrayLiteral(wanted.map((table) => table.schema)), arrayLiteral(wanted.map((table) => table.table))];
  const rows = z.array(CatalogueRow).parse(await connections.ask(context, { text: CATALOGUE_SQL, values }));

  const tables = new Map<string, { schema: string; name: string; columns: Map<string, CatalogueColumn> }>();
  for (const [schema, name, column, typeSchema, typeName, typtype, notNull, unique] of rows) {
    const kind = columnKind({ schema: typeSchema, name: typeName, isEnum: typtype === 'e' });
    const key = tableKey(schema, name);
    const table = tables.get(key) ?? { schema, name, columns: new Map<string, CatalogueColumn>() };
    tables.set(key, table);
    if (kind === null) continue;
    const sqlType = comparedAs(kind) ?? `${quoteName(typeSchema)}.${quoteName(typeName)}`;
    table.columns.set(column, { name: column, kind, sqlType, notNull: notNull === 't', unique: unique === 't' });
  }
  return { find: (schema: string, name: string): CatalogueTable | null => tables.get(tableKey(schema, name)) ?? null };
}

function comparedAs(kind: ColumnKind): string | null {
  if (kind === 'other') return 'text';
  return kind === 'money' ? 'numeric' : null;
}

function tableKey(schema: string, name: string): string {
  return JSON.stringify([schema, name]);
}
