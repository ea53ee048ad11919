import { AppError } from '../../core/errors/index.ts';
import type { FetchedRow } from '../database/fetched-rows.ts';
import { valueTooLarge } from '../database/value-too-large.ts';
import type { Rows } from './client.ts';
import { decoderOf } from './decode-cell.ts';
import type { OpenedQuery } from './open-query.ts';

const LEADING_COLUMNS = 3;

/** What `selectRows` brought, as positions and cells. Throws source.refused for a value above the limit: it is never shortened silently. */
export function fetchedRowsOf(query: OpenedQuery): (rows: Rows) => FetchedRow[] {
  const decoders = query.columns.flatMap((column, at) => {
    const decode = decoderOf(column);
    return decode === null ? [] : [{ at, decode }];
  });

  return (rows) => rows.map((row) => {
    const [key, value, tooLarge] = row;
    if (row.length !== LEADING_COLUMNS + query.columns.length) throw new AppError('source.refused', { userMessage: 'The database sent something else than was asked for.' });
    if (key === null || key === undefined) throw new AppError('source.changed', { detail: 'a row key is null' });
    if (tooLarge !== null && tooLarge !== undefined) throw valueTooLarge(query.columns[Number(tooLarge)]);
    const cells = row.slice(LEADING_COLUMNS);
    for (const { at, decode } of decoders) {
      const cell = cells[at];
      if (cell !== null && cell !== undefined) cells[at] = decode(cell);
    }
    return { position: { key, value: value ?? null }, cells };
  });
}
