import { AppError } from '../../core/errors/index.ts';
import type { Fetched, FetchedRow } from '../database/fetched-rows.ts';
import { decoderOf } from './decode-cell.ts';
import type { OpenedQuery } from './open-query.ts';
import type { Rows } from './send-question.ts';
import { selectRows } from './select-rows.ts';
import type { Selection } from './select-rows.ts';
import type { Statement } from './statement.ts';
import { valueTooLarge } from '../database/value-too-large.ts';

const LEADING_COLUMNS = 4;

/** Fetches a stretch of rows. Throws source.refused for a value above the limit: it is never shortened silently. */
export async function fetchRows(ask: (statement: Statement) => Promise<Rows>, query: OpenedQuery, selection: Selection): Promise<Fetched> {
  const answer = await ask(selectRows(query, selection));
  const decoders = query.columns.map((column) => decoderOf(column.stored.kind));
  const rows = answer.map((row): FetchedRow => {
    const [key, value, , tooLarge] = row;
    if (key === null || key === undefined) throw new AppError('source.changed', { detail: 'a row key is null' });
    if (tooLarge !== null && tooLarge !== undefined) throw valueTooLarge(query.columns[Number(tooLarge)]);
    const cells = row.slice(LEADING_COLUMNS);
    for (const [at, decode] of decoders.entries()) {
      const cell = cells[at];
      if (decode !== null && cell !== null && cell !== undefined) cells[at] = decode(cell);
    }
    return { position: { key, value: value ?? null }, cells };
  });

  const cut = Number(answer.at(-1)?.[2] ?? 0) >= selection.bytes;
  return { rows, cut, complete: rows.length < selection.limit && !cut };
}
