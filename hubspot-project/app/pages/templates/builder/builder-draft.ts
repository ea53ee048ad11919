import { needsValue } from '@siderail/client';
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

/** What is saved. */
export function definitionOf({ record, tableId, columns, titles, filters, joined, format, options, deliverTo }: BuilderDraft): TemplateDefinition {
  const named = namesOf(columns, titles);
  return {
    query: { record, tableId, columns: [...columns], filters: [...filters] }, format,
    ...(Object.keys(options).length === 0 ? {} : { options }),
    ...(joined === null ? {} : { joined: { ...joined, tables: joined.tables.map(joinedOf) } }),
    ...(named === null ? {} : { titles: named }),
    ...(deliverTo.length === 0 ? {} : { deliverTo: [...deliverTo] }),
  };
}

type JoinedTable = JoinedTables['tables'][number];

function joinedOf({ tableId, columns, filters = [], titles = {} }: JoinedTable): JoinedTable {
  const named = namesOf(columns, titles);
  return { tableId, columns, ...(filters.length === 0 ? {} : { filters }), ...(named === null ? {} : { titles: named }) };
}

/** The names of columns that are in the file; null when all keep their own. */
function namesOf(columns: readonly string[], titles: ColumnTitles): ColumnTitles | null {
  const named = Object.entries(titles).filter(([key, title]) => columns.includes(key) && title.trim() !== '');
  return named.length === 0 ? null : Object.fromEntries(named);
}

/** Without the filters that are not finished, for the preview. */
export function previewOf(draft: BuilderDraft): TemplateDefinition {
  const joined = draft.joined === null ? null : { ...draft.joined, tables: draft.joined.tables.map((table) => ({ ...table, filters: (table.filters ?? []).filter(isFinished) })) };
  return definitionOf({ ...draft, filters: draft.filters.filter(isFinished), joined });
}

/** Whether every filter, of the joined tables too, says all it has to. */
export function allFinished({ filters, joined }: BuilderDraft): boolean {
  return [filters, ...(joined?.tables ?? []).map((table) => table.filters ?? [])].every((list) => list.every(isFinished));
}

/** Whether a filter says all it has to. */
function isFinished({ operator, value = '' }: Filter): boolean {
  return !needsValue(operator) || value.trim() !== '';
}
