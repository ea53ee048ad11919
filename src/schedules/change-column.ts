import type { ScheduleSettings } from '#contract';
import { openTable } from '../connections/index.ts';
import type { Asking } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { StoredTemplate } from '../templates/index.ts';
import type { ChangeColumn } from './schedules.store.ts';

const FILTERS = 10;
/** HubSpot's names for it: contacts have one of their own. */
const HUBSPOT_COLUMNS = ['lastmodifieddate', 'hs_lastmodifieddate'];

/** The column by which changed rows are found: the one that was named, or HubSpot's. Throws request.invalid when there is none that fits. */
export async function changeColumn(context: Context, asking: Asking, { definition: { query, joined } }: StoredTemplate, wanted: NonNullable<ScheduleSettings['onlyChanged']>): Promise<ChangeColumn> {
  const { source, query: { table } } = await openTable(context, asking, { record: query.record, tableId: query.tableId, columns: [], filters: [] });
  const names = wanted.column === null ? HUBSPOT_COLUMNS : [wanted.column];
  const column = table.columns.find(({ key, type, operators }) => names.includes(key) && (type === 'datetime' || type === 'date') && operators.includes('gte'));
  if (column === undefined) throw refused('This table has no such column that says when a row was changed.', 'Name a column with a date that changes with the row, or export all rows.');
  if (joined !== undefined) throw refused('Only changed rows cannot be told where tables are joined.', 'Export all rows, or one table.');
  if (query.filters.length >= FILTERS) throw refused('This template has no room for another filter.', 'Remove one of its filters, or export all rows.');
  const alsoReported = wanted.alsoReported === true;
  const reported = wanted.column === null && table.scope === 'portal' && table.keyColumn !== undefined && source.deletedRows !== undefined && (source.watchedType?.(table.key) ?? null) !== null;
  if (alsoReported && !reported) throw refused('Only of a whole table of HubSpot it is known what was deleted or linked differently.', 'Export the changed rows only, or a whole table of HubSpot.');
  return { column: column.key, named: wanted.column !== null, isDay: column.type === 'date', alsoReported };
}

function refused(userMessage: string, fix: string): AppError {
  return new AppError('request.invalid', { userMessage, fix });
}
