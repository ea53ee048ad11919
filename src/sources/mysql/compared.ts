import type { CatalogueColumn } from './catalogue.ts';
import { bound, quoteName, sql, words } from './sql.ts';
import type { Sql } from './sql.ts';

/**
 * Longest text, in characters, that is compared and sorted whole; of longer ones the beginning. A sort of the server
 * looks at the first max_sort_length bytes only, a comparison at all of them: a page must not fall between the two.
 */
export const MOST_COMPARED_CHARS = 255;

/**
 * SQL for a column as it is compared and sorted. Text goes by the column's own collation: it decides what its unique
 * index takes for equal, and the server itself does every comparison. Enums go by the order they were declared in.
 */
export function compared(alias: string, column: CatalogueColumn): Sql {
  const name = sql`${words(alias)}.${quoteName(column.name)}`;
  switch (column.kind) {
    case 'text': return comparesWhole(column) ? name : sql`left(${name}, ${words(String(MOST_COMPARED_CHARS))})`;
    case 'enum':
    case 'bit':
    case 'year': return sql`(${name} + 0)`;
    // What people see of a single-precision number, not the many digits behind it.
    case 'float': return sql`(cast(${name} as char) + 0e0)`;
    case 'other': return sql`cast(${name} as char) collate utf8mb4_bin`;
    default: return name;
  }
}

/** A value as the server wrote it, bound so that it compares with `compared(column)` and an index can serve. */
export function boundAs(column: CatalogueColumn, value: string): Sql {
  switch (column.kind) {
    case 'text': return column.text === null ? bound(value) : sql`convert(${bound(value)} using ${words(column.text.charset)}) collate ${words(column.text.collation)}`;
    case 'float':
    case 'double': return sql`(${bound(value)} + 0e0)`;
    case 'other': return sql`convert(${bound(value)} using utf8mb4) collate utf8mb4_bin`;
    default: return sql`cast(${bound(value)} as ${words(column.castType)})`;
  }
}

/** SQL for a position's value as text, so that `boundAs` can bring it back. */
export function comparedAsText(alias: string, column: CatalogueColumn): Sql {
  const value = compared(alias, column);
  return column.kind === 'text' ? value : sql`cast(${value} as char)`;
}

/** SQL for a cell: the words of the server. */
export function asText(alias: string, column: CatalogueColumn): Sql {
  const name = sql`${words(alias)}.${quoteName(column.name)}`;
  if (column.kind === 'text') return name;
  return column.kind === 'bit' ? sql`cast(${name} + 0 as char)` : sql`cast(${name} as char)`;
}

export function comparesWhole(column: CatalogueColumn): boolean {
  return column.mostChars !== null && column.mostChars <= MOST_COMPARED_CHARS;
}
