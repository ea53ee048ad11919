import type { ConnectionTable, TableProblem } from '#contract';
import { AppError } from '../core/errors/index.ts';

/** Refuses a table that the database does not have as it was set up, by its name and with what helps. Throws request.invalid. */
export function requireFit({ title, schema, table, rowKey }: ConnectionTable, problem: TableProblem | null): void {
  if (problem === null) return;
  const place = `${schema}.${table}`;
  const [userMessage, fix] = {
    gone: [`“${title}”: the database has no table ${place}.`, 'Choose one of the tables it has.'],
    no_right: [`“${title}”: the database user may not read ${place}.`, 'Let it SELECT from the table, or take the table away.'],
    row_key: [`“${title}”: ${rowKey} is no column of ${place} that is unique and never empty.`, 'Choose one of the columns that are offered.'],
    column: [`“${title}”: a column that it names is not in the database, or may not be read.`, 'Choose one of the columns that are offered.'],
  }[problem] as [string, string];
  throw new AppError('request.invalid', { userMessage, fix });
}
