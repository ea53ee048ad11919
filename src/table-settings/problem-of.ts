import type { ConnectionTable, TableProblem } from '#contract';
import type { Place } from '../connections/index.ts';
import type { OfferedTable } from '../sources/define-source.ts';

/**
 * Why a table cannot be shown at this place; null when it can. What the place does not list among the first of its tables is known by
 * whether the source reads it.
 */
export function problemOf(table: ConnectionTable & { readonly key: string }, { offers, readable, partners }: Place): TableProblem | null {
  const reads = readable.has(table.key);
  const offer = find(offers, table);
  if (offer === undefined) return reads ? null : 'gone';
  if (offer.columns.length === 0) return 'no_right';
  if (!offer.keys.includes(table.rowKey)) return 'row_key';
  const fits = table.links.every(({ objectTypeId, column, through }) => {
    if (!offer.columns.includes(column)) return false;
    if (through === undefined) return true;
    const between = find(offers, through);
    if (between === undefined) return partners.some((one) => one.table === table.key && one.objectTypeId === objectTypeId);
    return between.columns.includes(through.key) && between.columns.includes(through.match);
  });
  return fits && reads ? null : 'column';
}

function find(offers: readonly OfferedTable[], { schema, table }: { readonly schema: string; readonly table: string }): OfferedTable | undefined {
  return offers.find((one) => one.schema === schema && one.table === table);
}
