import type { CatalogueColumn } from './catalogue.ts';
import { asText, boundAs, compared } from './compared.ts';
import { bound, quoteName, sql, words } from './sql.ts';
import type { Sql } from './sql.ts';

const RANGES = {
  integer: { least: -(2n ** 63n), greatest: 2n ** 63n - 1n },
  unsigned: { least: 0n, greatest: 2n ** 64n - 1n },
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * SQL that is true where a column is exactly this text; `false` when it cannot be. A collation takes 'a' and 'A' for
 * equal: it finds the rows by the index, and their bytes then decide.
 */
export function valueEquals(alias: string, column: CatalogueColumn, value: string): Sql {
  switch (column.kind) {
    case 'integer':
    case 'unsigned': return isWithin(value, RANGES[column.kind]) ? sql`${compared(alias, column)} = ${boundAs(column, value)}` : words('false');
    case 'uuid': return UUID.test(value) ? sql`${compared(alias, column)} = ${boundAs(column, value)}` : words('false');
    case 'text': return sql`(${words(alias)}.${quoteName(column.name)} = ${boundAs(column, value)} and ${sameBytes(asText(alias, column), value)})`;
    default: return sameBytes(asText(alias, column), value);
  }
}

function sameBytes(text: Sql, value: string): Sql {
  return sql`cast(convert(${text} using utf8mb4) as binary) = cast(${bound(value)} as binary)`;
}

function isWithin(value: string, range: { readonly least: bigint; readonly greatest: bigint }): boolean {
  if (!/^(0|-?[1-9]\d{0,19})$/.test(value)) return false;
  const number = BigInt(value);
  return number >= range.least && number <= range.greatest;
}

/** What decides whether the column is this text, one writing for all that are equal; null: no row can be. */
export function normalValue(column: CatalogueColumn, value: string): string | null {
  switch (column.kind) {
    case 'integer':
    case 'unsigned': return isWithin(value, RANGES[column.kind]) ? value : null;
    case 'uuid': return UUID.test(value) ? value.toLowerCase() : null;
    default: return value;
  }
}
