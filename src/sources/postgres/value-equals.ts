import type { CatalogueColumn } from './catalogue.ts';
import { compared } from './compared.ts';
import type { Binder } from './statement.ts';

const INT8 = { least: -(2n ** 63n), greatest: 2n ** 63n - 1n };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** SQL that is true where a column is this text, in the column's own type, so that an index serves; `false` when it cannot be. */
export function valueEquals(alias: string, column: CatalogueColumn, value: string, binder: Binder): string {
  const sql = compared(alias, column);
  if (value.includes('\0')) return 'false';
  switch (column.kind) {
    case 'text':
    case 'padded': return `${sql} = ${binder.bind(value, column.sqlType)}`;
    case 'integer': return isInt8(value) ? `${sql} = ${binder.bind(value, 'int8')}` : 'false';
    case 'uuid': return UUID.test(value) ? `${sql} = ${binder.bind(value, 'uuid')}` : 'false';
    default: return `${sql}::text = ${binder.bind(value, 'text')}`;
  }
}

/** Whether the column can hold this text at all. */
export function isUsable(column: CatalogueColumn, value: string): boolean {
  if (value.includes('\0')) return false;
  if (column.kind === 'integer') return isInt8(value);
  return column.kind !== 'uuid' || UUID.test(value);
}

function isInt8(value: string): boolean {
  if (!/^(0|-?[1-9]\d{0,18})$/.test(value)) return false;
  const number = BigInt(value);
  return number >= INT8.least && number <= INT8.greatest;
}
