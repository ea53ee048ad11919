import type { Cell } from '#contract';
import type { RelatedRows } from '../../sources/define-source.ts';
import type { NewSheet } from '../exports.store.ts';

/**
 * The lines of a `related` or `flat` sheet: what was found for these rows of the table it hangs on, in their order. `keyAt` is
 * where their key stands. In a flat sheet a row without any stands there once.
 */
export function relatedCells({ role, columns }: Pick<NewSheet, 'role' | 'columns'>, parents: readonly (readonly Cell[])[], keyAt: number, found: RelatedRows['rows']): Cell[][] {
  const withLabels = 'by' in role && role.by === 'associations';
  const behind = ({ labels, cells }: RelatedRows['rows'][number]): Cell[] => (withLabels ? [joinLabels(labels), ...cells] : [...cells]);
  if (role.kind !== 'flat') return found.map((row) => [row.parentKey, ...behind(row)]);

  const byParent = Map.groupBy(found, ({ parentKey }) => parentKey);
  return parents.flatMap((cells): Cell[][] => {
    const own = byParent.get(cells[keyAt] ?? '');
    if (own === undefined) return [[...cells, ...Array.from({ length: columns.length - cells.length }, () => null)]];
    return own.map((related) => [...cells, ...behind(related)]);
  });
}

function joinLabels(labels: readonly string[]): string | null {
  return labels.length === 0 ? null : labels.join('; ');
}
