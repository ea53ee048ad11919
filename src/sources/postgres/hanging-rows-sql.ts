import type { Catalogue, CatalogueColumn } from './catalogue.ts';
import { arrayLiteral } from './array-literal.ts';
import { compared } from './compared.ts';
import { findColumn } from './link-condition.ts';
import type { LinkSettings, TableSettings } from './postgres-config.ts';
import { quoteName } from './quote-name.ts';
import type { Binder } from './statement.ts';
import { isUsable } from './value-equals.ts';

/** The place of the row asked for, in what `hangingRowsSql` gives. Should a customer's column be called so, the statement is refused. */
export const PLACE: CatalogueColumn = { name: 'siderail\nplace', kind: 'integer', sqlType: 'int8', notNull: true, unique: false };

/**
 * SQL for a relation that has the rows of `table` that hang on these values by this link, each with the place of its value
 * (1 is the first). All values are looked up at once, as an index of the linked column finds them.
 */
export function hangingRowsSql(catalogue: Catalogue, table: TableSettings, relation: string, link: LinkSettings, values: readonly string[], binder: Binder): string {
  const own = findColumn(catalogue, table, link.column);
  const place = quoteName(PLACE.name);
  if (link.through === undefined) {
    return `(select r.*, p.n as ${place} from ${asked(own, values, binder)} as p(v, n) join ${relation} as r on ${equals('r', own)} = p.v)`;
  }
  const { through } = link;
  const match = findColumn(catalogue, through, through.match);
  const key = findColumn(catalogue, through, through.key);
  const linking = `${quoteName(through.schema)}.${quoteName(through.table)}`;
  // Once for each key: two rows of the linking table may name the same one.
  const keys = `(select distinct p.n, ${compared('l', key)} as k from ${asked(match, values, binder)} as p(v, n) join ${linking} as l on ${equals('l', match)} = p.v)`;
  return `(select r.*, q.n as ${place} from ${keys} as q join ${relation} as r on ${compared('r', own)} = q.k)`;
}

/** Values that no such column can hold stand as null, so that the others keep their places. */
function asked(column: CatalogueColumn, values: readonly string[], binder: Binder): string {
  const literal = `{${values.map((value) => (isUsable(column, value) ? arrayLiteral([value]).slice(1, -1) : 'NULL')).join(',')}}`;
  return `unnest(${binder.bind(literal, `${askedType(column)}[]`)}) with ordinality`;
}

function askedType(column: CatalogueColumn): string {
  switch (column.kind) {
    case 'text':
    case 'padded': return column.sqlType;
    case 'integer': return 'int8';
    case 'uuid': return 'uuid';
    default: return 'text';
  }
}

function equals(alias: string, column: CatalogueColumn): string {
  const sql = compared(alias, column);
  return askedType(column) === 'text' && column.kind !== 'text' && column.kind !== 'padded' ? `${sql}::text` : sql;
}
