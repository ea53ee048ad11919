import type { OpenTable } from '../../connections/index.ts';
import { AppError } from '../../core/errors/index.ts';
import type { NewSheet } from '../exports.store.ts';
import { CHANGE_COLUMN } from './change-column.ts';
import type { ChangesSince } from './changes-since.ts';

/** The sheet of an export of what changed: what happened and the row's key stand before the columns that were asked for. */
export function sheetOfChanges(sheet: NewSheet, { query: { table } }: OpenTable, changes: ChangesSince): NewSheet {
  const key = table.columns.find((column) => column.key === table.keyColumn);
  if (sheet.role.kind !== 'table' || key === undefined) throw new AppError('request.invalid', { detail: 'changes of a sheet without rows of its own' });
  const added = sheet.query.columns.includes(key.key) ? [] : [key];
  return {
    ...sheet,
    role: { kind: 'table', changes },
    query: { ...sheet.query, columns: [...added.map((column) => column.key), ...sheet.query.columns] },
    columns: [CHANGE_COLUMN, ...added, ...sheet.columns],
  };
}
