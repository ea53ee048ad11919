import { AppError } from '../core/errors/index.ts';
import type { OpenTable } from './open-table.ts';

/**
 * The table, when its settings still lead to the rows and keys of when something was begun with it. Whoever reads goes on with the settings
 * they opened it by; whoever opens it again later, after a worker's death say, must not mix rows of two settings. `shape` null: it had none.
 * Throws source.changed.
 */
export function requireSameShape(table: OpenTable, shape: string | null): OpenTable {
  const now = table.query.table.shape ?? null;
  if (shape === null || shape === now) return table;
  throw new AppError('source.changed', {
    userMessage: `An admin has changed which rows the table “${table.query.table.title}” shows since this was begun.`, fix: 'Start it anew: it then reads the table as it is now.', detail: `another shape of ${table.query.table.key}`,
  });
}
