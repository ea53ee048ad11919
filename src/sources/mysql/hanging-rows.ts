import type { Catalogue, CatalogueColumn } from './catalogue.ts';
import { asText, boundAs, compared } from './compared.ts';
import { columnOf, sideOf } from './link-condition.ts';
import type { LinkSettings, TableSettings } from './mysql-config.ts';
import { bound, joinSql, quoteName, sql, words } from './sql.ts';
import type { Sql } from './sql.ts';

/** The place of the row's value, in what `hangingRows` gives. Should a customer's column be called so, the statement is refused. */
export const PLACE: CatalogueColumn = { name: 'siderail\nplace', kind: 'integer', castType: 'signed', text: null, mostChars: null, mostBytes: null, zerofill: false, notNull: true, unique: false };

/**
 * SQL for a relation that has the rows of `table` that hang on these values by this link, each with the place of its value
 * (1 is the first). The values are distinct and as `normalValue` has them.
 */
export function hangingRows(catalogue: Catalogue, table: TableSettings, relation: Sql, link: LinkSettings, values: readonly string[]): Sql {
  const own = columnOf(catalogue.find(table.schema, table.table), link.column);
  const place = quoteName(PLACE.name);
  if (link.through === undefined) {
    const at = placeOf('r', own, values);
    return sql`(select r.*, ${at} as ${place} from ${relation} as r where ${isAmong('r', own, values)} and ${at} > 0)`;
  }
  const { through } = link;
  const found = catalogue.find(through.schema, through.table);
  const match = columnOf(found, through.match);
  const key = columnOf(found, through.key);
  const linking = sql`${quoteName(found!.schema)}.${quoteName(found!.name)}`;
  const side = sideOf(own, key);
  const at = placeOf('l', match, values);
  // Once for each key: two rows of the linking table may name the same one.
  const keys = sql`(select distinct ${side('l', key)} as k, ${at} as n from ${linking} as l where ${isAmong('l', match, values)} and ${at} > 0)`;
  return sql`(select r.*, q.n as ${place} from ${keys} as q join ${relation} as r on ${side('r', own)} = q.k)`;
}

/** Where the column's value stands among the values, 0 when nowhere. A collation takes 'a' and 'A' for equal: here the bytes decide. */
function placeOf(alias: string, column: CatalogueColumn, values: readonly string[]): Sql {
  if (column.kind === 'integer' || column.kind === 'unsigned') return sql`field(${compared(alias, column)}, ${list(column, values)})`;
  const bytes = (text: Sql): Sql => sql`cast(convert(${text} using utf8mb4) as binary)`;
  return sql`field(${bytes(asText(alias, column))}, ${joinSql(values.map((value) => sql`cast(${bound(value)} as binary)`), ', ')})`;
}

/** Finds the rows by an index, where the column's kind has one that serves. */
function isAmong(alias: string, column: CatalogueColumn, values: readonly string[]): Sql {
  switch (column.kind) {
    case 'integer':
    case 'unsigned':
    case 'uuid':
    case 'text': return sql`${words(alias)}.${quoteName(column.name)} in (${list(column, values)})`;
    default: return words('true');
  }
}

function list(column: CatalogueColumn, values: readonly string[]): Sql {
  return joinSql(values.map((value) => boundAs(column, value)), ', ');
}
