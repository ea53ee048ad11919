import type { Cell, Column, Filter } from '#contract';
import { AppError } from '../core/errors/index.ts';
import type { Source, SourceBatch, SourceQuery, SourceTable } from '../sources/define-source.ts';
import type { Rights } from './rights.ts';

/** What stands in every cell of a masked column, empty ones included. */
export const MASK = '•••';

/** A table as one person may see it, and a source that gives no more than that of it. */
export type GuardedTable = { readonly table: SourceTable; readonly source: Source<unknown> };

/**
 * Puts a person's rights between a source and everybody who reads from it. Masked columns are never asked of the source;
 * they are text to the rest of the app, without filter or sort, so that no value can be guessed. Hidden ones are not
 * there. `ownerId` narrows the rows to one owner's. Throws access.refused where a right cannot be kept.
 */
export function guardTable(source: Source<unknown>, real: SourceTable, rights: Rights, ownerId: string | null): GuardedTable {
  const masked = new Set(rights.masked.filter((key) => real.columns.some((column) => column.key === key)));
  const hidden = new Set(rights.hidden);
  const own = rights.rows === 'own' ? ownerFilter(real, ownerId) : [];
  if (masked.size === 0 && own.length === 0 && !real.columns.some(({ key }) => hidden.has(key))) return { source, table: real };

  const open = real.columns.filter(({ key }) => !masked.has(key) && !hidden.has(key));
  // A row is known by its key, so a key that must not be seen leaves nothing that may be.
  const keyGone = real.keyColumn !== undefined && (masked.has(real.keyColumn) || hidden.has(real.keyColumn));
  if (open.length === 0 || keyGone) throw new AppError('access.refused', { userMessage: 'You may not see the column that tells the rows of this table apart.', detail: `key column of ${real.key} masked or hidden` });
  const table: SourceTable = {
    ...real,
    columns: real.columns.filter(({ key }) => !hidden.has(key)).map((column) => (masked.has(column.key) ? maskColumn(column) : column)),
    defaultColumns: real.defaultColumns.filter((key) => !hidden.has(key)),
  };

  /** The query as the source gets it: its own table, no column that is masked, the person's own rows only. */
  function inner(query: SourceQuery): SourceQuery {
    const columns = query.columns.filter((key) => !masked.has(key));
    return { ...query, table: real, columns: columns.length > 0 ? columns : [open[0]!.key], filters: [...query.filters, ...own] };
  }

  function cover(query: SourceQuery, cells: readonly Cell[]): Cell[] {
    let at = 0;
    return query.columns.map((key) => (masked.has(key) ? MASK : cells[at++] ?? null));
  }

  function coverRows<Row extends { readonly cells: readonly Cell[] }>(query: SourceQuery, rows: readonly Row[]): (Row & { cells: Cell[] })[] {
    return rows.map((row) => ({ ...row, cells: cover(query, row.cells) }));
  }

  async function* read(context: Parameters<Source<unknown>['read']>[0], query: SourceQuery, part: string, cursor: string | null): AsyncIterable<SourceBatch> {
    for await (const batch of source.read(context, inner(query), part, cursor)) yield { ...batch, rows: batch.rows.map((cells) => cover(query, cells)) };
  }

  const { relatedRows, deletedRows, lines, columnChanges, recheck } = source;
  const guarded: Source<unknown> = {
    ...source,
    page: async (context, query, options) => {
      const page = await source.page(context, inner(query), options);
      return { ...page, rows: coverRows(query, page.rows) };
    },
    count: (context, query) => source.count(context, inner(query)),
    totals: async (context, query) => {
      const totals = await source.totals(context, inner(query));
      return totals === null ? null : { ...totals, ...Object.fromEntries(real.columns.filter(({ key, type }) => query.columns.includes(key) && masked.has(key) && isSummed(type)).map(({ key }) => [key, MASK])) };
    },
    // Rows named by key are the person's own ones too.
    rows: async (context, query, keys) => coverRows(query, await source.rows(context, inner(query), keys)),
    ...(deletedRows === undefined ? {} : { deletedRows: async (context, query, keys) => coverRows(query, await deletedRows(context, inner(query), keys)) }),
    estimate: (context, query, rows) => source.estimate(context, inner(query), rows),
    plan: (context, query) => source.plan(context, inner(query)),
    read,
    ...(columnChanges === undefined ? {} : { columnChanges: (context, query) => columnChanges(context, inner(query)) }),
    ...(recheck === undefined ? {} : {
      async *recheck(context, query, of, cursor) {
        for await (const batch of recheck(context, inner(query), of, cursor)) {
          yield { ...batch, rows: batch.rows.map(({ key, cells }) => ({ key, cells: cells === null ? null : cover(query, cells) })) };
        }
      },
    }),
    ...(relatedRows === undefined ? {} : {
      relatedRows: async (context, query, parent, rows) => {
        const found = await relatedRows(context, inner(query), parent, rows);
        return { ...found, rows: coverRows(query, found.rows) };
      },
    }),
    // Lines come from the source whole; only where no masked column is among them can they be passed on.
    ...(lines === undefined ? {} : {
      lines: (context, query, part, cursor, dialect) => (query.columns.some((key) => masked.has(key)) ? null : lines(context, inner(query), part, cursor, dialect)),
    }),
  };
  return { source: guarded, table };
}

function ownerFilter(table: SourceTable, ownerId: string | null): Filter[] {
  const column = table.scope === 'related' ? undefined : table.columns.find(({ key }) => key === table.ownerColumn);
  if (ownerId === null || column === undefined || !column.operators.includes('eq')) {
    throw new AppError('access.refused', { userMessage: 'You may only use records that you own, and the rows of this table have no owner.', detail: `no owner column in ${table.key}` });
  }
  return [{ column: column.key, operator: 'eq', value: ownerId }];
}

function maskColumn({ key, title }: Column): Column {
  return { key, title, type: 'text', sortable: false, operators: [], masked: true };
}

function isSummed(type: Column['type']): boolean {
  return type === 'number' || type === 'money';
}
