import type { ColumnChange } from '../sources/define-source.ts';
import type { NewChunk, StoredSheet } from './exports.store.ts';
import { flatKey } from './sheets/flat-key.ts';

/** A column that is not in the file as it was asked for. `rows`: how many have nothing there because of it, null when nobody knows. */
export type ColumnProblem = { key: string; title: string; rows: number | null; sentence: string };

/** What the chunks and the source say of a sheet's columns: those it refused, and those that changed while they were read (F11, T64). */
export function columnProblems(sheet: Pick<StoredSheet, 'columns' | 'role'>, chunks: readonly NewChunk[], changes: readonly ColumnChange[]): ColumnProblem[] {
  const keyOf = sheet.role.kind === 'flat' ? flatKey : (key: string) => key;
  return sheet.columns.flatMap(({ key, title }): ColumnProblem[] => {
    const refused = chunks.filter(({ unreadable }) => unreadable.some(({ column }) => column === key));
    const reason = refused[0]?.unreadable.find(({ column }) => column === key)?.reason;
    const rows = refused.reduce((sum, chunk) => sum + chunk.rows, 0);
    if (reason !== undefined) return [{ key, title, rows, sentence: `“${title}” is empty in ${rows.toLocaleString('en-US')} rows: ${reason}.` }];
    const change = changes.find(({ column }) => keyOf(column) === key)?.change;
    return change === undefined ? [] : [{ key, title, rows: null, sentence: `“${title}” ${change}.` }];
  });
}
