import { z } from 'zod';
import type { OfferedTable, SourceContext } from '../define-source.ts';
import type { Connections } from './connections.ts';
import type { PostgresConfig } from './postgres-config.ts';

/** The tables of all schemas but the server's own, readable or not; the same rules for a row key as in read-catalogue. */
const OFFERS_SQL = `
  with offered as (
    select n.nspname, c.relname, c.oid, c.relkind, n.oid as schema_oid
    from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    order by n.nspname, c.relname limit 500
  )
  select o.nspname, o.relname,
    coalesce(json_agg(a.attname order by a.attnum) filter (where readable), '[]')::text,
    coalesce(json_agg(a.attname order by a.attnum) filter (where readable and a.attnotnull and single), '[]')::text,
    has_table_privilege(o.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')::text
  from offered as o
  join pg_attribute as a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
  cross join lateral (select has_schema_privilege(o.schema_oid, 'USAGE') and has_column_privilege(o.oid, a.attnum, 'SELECT') as readable,
    exists (select from pg_index as i where i.indrelid = o.oid and i.indisunique and i.indisvalid and i.indnkeyatts = 1
      and i.indkey[0] = a.attnum and i.indpred is null and i.indexprs is null)
      and (o.relkind = 'p' or not exists (select from pg_inherits as h where h.inhparent = o.oid)) as single) as may
  group by o.nspname, o.relname, o.oid
  order by o.nspname, o.relname`;

const Names = z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text)));
const OfferRow = z.tuple([z.string(), z.string(), Names, Names, z.enum(['true', 'false'])]);

/** The first 500 tables of the database by name, with what this user may read of them. */
export async function offerTables(connections: Connections, context: SourceContext<PostgresConfig>): Promise<OfferedTable[]> {
  const rows = z.array(OfferRow).parse(await connections.ask(context, { text: OFFERS_SQL, values: [] }));
  return rows.map(([schema, table, columns, keys, writable]) => ({ schema, table, columns, keys, writable: writable === 'true' }));
}
