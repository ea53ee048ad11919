import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';

/** Where a row stands in an order: its key and, when sorted by a column, that column's value, both as the server wrote them. */
export type RowPosition = { readonly key: string; readonly value: string | null };

/** A cursor travels in a page token; a longer sort value stays in the database and is looked up by the key. */
const LONGEST_VALUE = 300;

const Cursor = z.union([
  z.strictObject({ k: z.string(), v: z.string().nullable() }),
  z.strictObject({ k: z.string(), long: z.literal(true) }),
]);

export function formatCursor(position: RowPosition): string {
  const { key, value } = position;
  return JSON.stringify(value !== null && value.length > LONGEST_VALUE ? { k: key, long: true } : { k: key, v: value });
}

/** The position in a cursor; `value: undefined` when it has to be looked up. Throws page.invalid. */
export function parseCursor(cursor: string): { readonly key: string; readonly value: string | null | undefined } {
  try {
    const parsed = Cursor.parse(JSON.parse(cursor));
    return { key: parsed.k, value: 'long' in parsed ? undefined : parsed.v };
  } catch (cause) {
    throw new AppError('page.invalid', { cause });
  }
}
