import type { Column } from '#contract';

/** The column that says on which row of the first table a related row hangs. */
export function parentColumn(title: string): Column {
  return { key: 'parent.key', title: `Record ID (${title})`, type: 'text', sortable: false, operators: [] };
}

/** The labels of the association, such as “Primary” or “Billing contact”. */
export function labelsColumn(): Column {
  return { key: 'association.labels', title: 'Association labels', type: 'text', sortable: false, operators: [] };
}
