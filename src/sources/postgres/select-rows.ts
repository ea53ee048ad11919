import { compared } from './compared.ts';
import type { CatalogueColumn } from './catalogue.ts';
import type { OpenedQuery } from './open-query.ts';
import { behindCondition, orderTerms } from './order-sql.ts';
import { readColumn } from './read-column.ts';
import type { RowPosition } from '../database/row-position.ts';
import { createBinder } from './statement.ts';
import type { Binder, Statement } from './statement.ts';

export type Selection = {
  /** Null: from the first row. */
  readonly after: RowPosition | null;
  /** A further condition over alias `t`. */
  readonly within?: (binder: Binder) => string;
  readonly limit: number;
  /** The server stops adding rows once they hold this many bytes. */
  readonly bytes: number;
  readonly fieldBytes: number;
};

/** Room for any value of a type with a bounded length. */
const FIXED_BYTES = 40;

/**
 * A stretch of rows in order. First columns: key, sort value, bytes so far, and the position of a column whose value
 * is too large (null in its place: it never leaves the server), then the cells.
 *
 * Three levels, because only a plain ORDER BY … LIMIT can use an index or a bounded sort, the bytes are added up
 * over what it kept, and the outermost cuts there. Its ORDER BY names `counted`: a bare `k` would mean the text above.
 */
export function selectRows(query: OpenedQuery, selection: Selection): Statement {
  const { table, order } = query;
  const binder = createBinder(query.values);
  const conditions = [`(${query.where})`];
  if (selection.within) conditions.push(`(${selection.within(binder)})`);
  if (selection.after) conditions.push(`(${behindCondition(order, table.rowKey, selection.after, binder)})`);

  const cells = query.columns.map((column, at) => ({ sql: `${readColumn('t', column.stored)} as c${at}`, bytes: bytesOf(`c${at}`, column.stored), name: `c${at}` }));
  const variable = cells.flatMap((cell) => (cell.bytes === null ? [] : [{ name: cell.name, bytes: cell.bytes }]));
  const fixed = (cells.length + 2) * FIXED_BYTES;
  const rowBytes = [String(fixed), ...variable.map((cell) => `coalesce(${cell.bytes}, 0)::int8`)].join(' + ');
  const field = selection.fieldBytes;
  const tooLarge = variable.map((cell) => `when ${cell.bytes} > ${field} then ${cells.findIndex((one) => one.name === cell.name)}`);
  const output = cells.map((cell) => (cell.bytes === null ? cell.name : `case when b > ${field} and ${cell.bytes} > ${field} then null else ${cell.name} end`));

  const text = `
    select k::text, v::text, so_far, ${tooLarge.length > 0 ? `case when b > ${field} then case ${tooLarge.join(' ')} end end` : 'null::int'}, ${output.join(', ')}
    from (
      select *, sum(b) over (order by ${orderTerms(order, 'v', 'k')} rows between unbounded preceding and current row) as so_far
      from (
        select *, least(${rowBytes}, 2000000000)::int4 as b
        from (
          select ${compared('t', table.rowKey)} as k, ${order.column === null ? 'null::text' : compared('t', order.column)} as v, ${cells.map((cell) => cell.sql).join(', ')}
          from ${table.relation} as t
          where ${conditions.join(' and ')}
          order by ${orderTerms(order, order.column === null ? '' : compared('t', order.column), compared('t', table.rowKey))}
          limit ${binder.bind(String(selection.limit), 'int8')}
        ) as kept
      ) as measured
    ) as counted
    where so_far - b < ${binder.bind(String(selection.bytes), 'int8')}
    order by ${orderTerms(order, 'counted.v', 'counted.k')}`;
  return { text, values: binder.values };
}

/** SQL for the bytes of a value; null for types whose values are short. Postgres knows the length of a text without reading it. */
function bytesOf(name: string, column: CatalogueColumn): string | null {
  switch (column.kind) {
    case 'text':
    case 'padded': return `octet_length(${name})`;
    case 'decimal': return `pg_column_size(${name}) * 3`;
    case 'other': return `octet_length(${name}::text)`;
    default: return null;
  }
}
