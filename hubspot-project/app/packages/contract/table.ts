import { z } from 'zod';

export const ColumnType = z.enum(['text', 'number', 'money', 'date', 'datetime', 'boolean']);
export type ColumnType = z.infer<typeof ColumnType>;

/** Operators a filter may use; a column lists those that make sense for it. */
export const FilterOperator = z.enum(['eq', 'neq', 'contains', 'gt', 'gte', 'lt', 'lte', 'empty', 'not_empty']);
export type FilterOperator = z.infer<typeof FilterOperator>;

export const Column = z.strictObject({
  key: z.string(),
  title: z.string(),
  type: ColumnType,
  /** ISO 4217, for `money` columns whose currency is one and known. */
  currency: z.string().optional(),
  sortable: z.boolean(),
  /** Empty when the column cannot be filtered. */
  operators: z.array(FilterOperator),
  /** The person may know that there are values, not which: every cell reads •••. */
  masked: z.boolean().optional(),
  /**
   * There when the values come from a list of choices. `labels`: the cells are what people read, filters name the
   * internal value, and list-choices gives both. `values`: the internal values of such a column, as a column of its own.
   */
  choices: z.enum(['labels', 'values']).optional(),
});
export type Column = z.infer<typeof Column>;

/** What the source can do with this table; the card hides what is false. */
export const Capabilities = z.strictObject({
  count: z.boolean(),
  sort: z.boolean(),
  filter: z.boolean(),
  totals: z.boolean(),
  export: z.boolean(),
});
export type Capabilities = z.infer<typeof Capabilities>;

/** A table a person can choose on this record. `scope` says whether it shows the record's rows or the whole portal's. */
export const Table = z.strictObject({
  /** `<connection>:<table>@<scope>`; opaque to the card. */
  id: z.string(),
  title: z.string(),
  sourceTitle: z.string(),
  scope: z.enum(['record', 'portal']),
  columns: z.array(Column),
  defaultColumns: z.array(z.string()),
  capabilities: Capabilities,
  /** Ids of related tables whose rows hang on each row of this one; they can be joined to its export. */
  related: z.array(z.string()),
  /** The HubSpot object type whose records the rows are, when these have pages of their own; absent otherwise. */
  rowType: z.string().optional(),
  /** There when the record can be linked to what the rows belong to in the other system: show-match says to what. */
  match: z.literal(true).optional(),
});
export type Table = z.infer<typeof Table>;

/** What can be joined to the rows of a table: line items of deals, contacts of companies. Never shown by itself. */
export const RelatedTable = z.strictObject({
  id: z.string(),
  title: z.string(),
  sourceTitle: z.string(),
  columns: z.array(Column),
  defaultColumns: z.array(z.string()),
});
export type RelatedTable = z.infer<typeof RelatedTable>;

export const Filter = z.strictObject({
  column: z.string().max(200),
  operator: FilterOperator,
  /** Absent for `empty` and `not_empty`. Dates as YYYY-MM-DD, date-times as ISO 8601, numbers with a decimal point. */
  value: z.string().max(500).optional(),
});
export type Filter = z.infer<typeof Filter>;

export const Sort = z.strictObject({ column: z.string().max(200), direction: z.enum(['ascending', 'descending']) });
export type Sort = z.infer<typeof Sort>;

/** A cell as the source wrote it: numbers with a decimal point, dates ISO 8601, null for nothing. The card formats by locale. */
export const Cell = z.string().nullable();
export type Cell = z.infer<typeof Cell>;

export const Row = z.strictObject({
  /** The source's own id of the row, unique within the table. */
  key: z.string(),
  cells: z.array(Cell),
});
export type Row = z.infer<typeof Row>;
