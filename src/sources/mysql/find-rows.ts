import type { Row } from '#contract';
import { AppError } from '../../core/errors/index.ts';
import { toRow } from '../database/to-row.ts';
import { fetchRows } from './fetch-rows.ts';
import type { AskRows } from './fetch-rows.ts';
import type { Limits } from './limits.ts';
import type { OpenedQuery } from './open-query.ts';
import { joinSql } from './sql.ts';
import { valueEquals } from './value-equals.ts';

const MOST_KEYS = 1_000;

/** The rows with these keys, at most 1,000; a key that no row can have is merely not found. */
export async function findRows(ask: AskRows, query: OpenedQuery, keys: readonly string[], limits: Limits): Promise<Row[]> {
  if (keys.length === 0) return [];
  if (keys.length > MOST_KEYS) throw new AppError('request.too_large');
  const fetched = await fetchRows(ask, query, {
    after: null,
    within: joinSql(keys.map((key) => valueEquals('t', query.table.rowKey, key)), ' or '),
    limit: keys.length + 1,
    bytes: limits.answerBytes / 2,
    fieldBytes: limits.fieldBytes,
  });
  if (fetched.cut) throw new AppError('request.too_large');
  return fetched.rows.map(toRow);
}
