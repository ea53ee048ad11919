import type { ConnectionLink, ConnectionTable } from '#contract';
import type { StoredTable } from '../connections/index.ts';

type Link = StoredTable['links'][number];

/** A stored table as the form has it. `home`: the schema of a table that names none. */
export function knownTable({ title, schema, table, rowKey, portal, links }: StoredTable, home: string): ConnectionTable {
  return { title, schema: schema ?? home, table, rowKey, portal, links: links.map((link) => knownLink(link, home)) };
}

/** A stored link as the form has it. */
export function knownLink({ objectTypeId, property, take, column, idProperty, through }: Link, home: string): ConnectionLink {
  return {
    objectTypeId, property, take, column,
    ...(idProperty === undefined ? {} : { idProperty }),
    ...(through === undefined ? {} : { through: { schema: through.schema ?? home, table: through.table, key: through.key, match: through.match } }),
  };
}
