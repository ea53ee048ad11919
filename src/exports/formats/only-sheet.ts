import { AppError } from '../../core/errors/index.ts';
import type { RenderSheet } from './define-format.ts';

/** The one table of a format that holds no more than one; start-export refuses the others. */
export function onlySheet(sheets: readonly RenderSheet[]): RenderSheet {
  const [sheet] = sheets;
  if (sheet === undefined || sheets.length > 1) throw new AppError('internal', { retry: 'never', detail: `${sheets.length} tables for a file of one` });
  return sheet;
}
