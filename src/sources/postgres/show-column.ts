import type { Column, ColumnType, FilterOperator } from '#contract';
import { columnTitle } from '../database/column-title.ts';
import type { CatalogueColumn } from './catalogue.ts';
import type { ColumnKind } from './column-kind.ts';
import type { TableSettings } from './postgres-config.ts';

type ColumnSettings = NonNullable<TableSettings['columns']>[number];

const ORDERED: FilterOperator[] = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'empty', 'not_empty'];
const OPERATORS: Readonly<Record<ColumnType, FilterOperator[]>> = {
  text: ['eq', 'neq', 'contains', 'empty', 'not_empty'],
  number: ORDERED,
  money: ORDERED,
  date: ORDERED,
  datetime: ORDERED,
  boolean: ['eq', 'neq', 'empty', 'not_empty'],
};

/** What people see of a column. Whole numbers that identify rows are shown as text: nobody wants them added up. */
export function showColumn(stored: CatalogueColumn, settings: ColumnSettings, identifies: boolean): Column {
  const type = shownType(stored.kind, settings.type, identifies);
  return {
    key: stored.name,
    title: settings.title ?? columnTitle(stored.name),
    type,
    ...(type === 'money' && settings.currency !== undefined && { currency: settings.currency }),
    sortable: stored.kind !== 'other',
    operators: OPERATORS[type],
  };
}

function shownType(kind: ColumnKind, wanted: 'text' | 'money' | undefined, identifies: boolean): ColumnType {
  if (wanted === 'text') return 'text';
  switch (kind) {
    case 'money': return 'money';
    case 'integer':
    case 'decimal':
    case 'float':
      if (wanted === 'money') return 'money';
      return identifies ? 'text' : 'number';
    case 'date': return 'date';
    case 'timestamp':
    case 'timestamptz': return 'datetime';
    case 'boolean': return 'boolean';
    default: return 'text';
  }
}
