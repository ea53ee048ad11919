import type { ColumnTitles, ExportFormat, ExportOptions, Filter, JoinedTables, RecordRef, Table, Template, TemplateDefinition } from '@siderail/contract';
import { NO_RECORD } from './no-record.ts';

/** A template while it is built. */
export type BuilderDraft = {
  readonly name: string;
  readonly record: RecordRef;
  readonly tableId: string;
  readonly columns: readonly string[];
  readonly titles: ColumnTitles;
  readonly filters: readonly Filter[];
  readonly joined: JoinedTables | null;
  readonly format: ExportFormat;
  readonly options: ExportOptions;
  readonly deliverTo: readonly string[];
};

export const NEW_BUILDER_DRAFT: BuilderDraft = { name: '', record: NO_RECORD, tableId: '', columns: [], titles: {}, filters: [], joined: null, format: 'xlsx', options: {}, deliverTo: [] };

/** A saved template, to be changed. */
export function draftOf({ name, definition: { query, format, options = {}, joined, titles = {}, deliverTo = [] } }: Template): BuilderDraft {
  return { name, record: query.record, tableId: query.tableId, columns: query.columns, titles, filters: query.filters, joined: joined ?? null, format, options, deliverTo };
}

/** Another table: its own columns, nothing of the one before. */
export function withTable(draft: BuilderDraft, table: Table): BuilderDraft {
  return { ...draft, tableId: table.id, columns: table.defaultColumns, titles: {}, filters: [], joined: null, name: draft.name === '' ? table.title : draft.name };
}

/** What is saved, previewed and estimated. Filters that still lack a value are left out of the preview by the caller. */
export function definitionOf({ record, tableId, columns, titles, filters, joined, format, options, deliverTo }: BuilderDraft): TemplateDefinition {
  const named = Object.fromEntries(Object.entries(titles).filter(([key, title]) => columns.includes(key) && title.trim() !== ''));
  return {
    query: { record, tableId, columns: [...columns], filters: [...filters] }, format,
    ...(Object.keys(options).length === 0 ? {} : { options }),
    ...(joined === null ? {} : { joined }),
    ...(Object.keys(named).length === 0 ? {} : { titles: named }),
    ...(deliverTo.length === 0 ? {} : { deliverTo: [...deliverTo] }),
  };
}

/** Whether a filter says all it has to. */
export function isFinished({ operator, value = '' }: Filter): boolean {
  return operator === 'empty' || operator === 'not_empty' || value.trim() !== '';
}
