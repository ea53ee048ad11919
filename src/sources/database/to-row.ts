import type { Row } from '#contract';
import { AppError } from '../../core/errors/index.ts';
import type { FetchedRow } from './fetched-rows.ts';

/** Longer keys could not travel back in a row action. */
const LONGEST_KEY = 500;

export function toRow({ position: { key }, cells }: FetchedRow): Row {
  if (key.length > LONGEST_KEY) {
    throw new AppError('source.refused', { userMessage: 'The row key of this table is too long.', fix: 'Ask an admin to choose a shorter row key.' });
  }
  return { key, cells };
}
