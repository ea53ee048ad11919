import { AppError } from '../errors/index.ts';

export type TableId = { readonly connection: string; readonly table: string; readonly scope: 'record' | 'portal' | 'related' };

const SHAPE = /^([a-z0-9-]{1,40}):([A-Za-z0-9_.-]{1,120})@(record|portal|related)$/;

/** `<connection>:<table>@<scope>`, the form the card holds. */
export function formatTableId(id: TableId): string {
  return `${id.connection}:${id.table}@${id.scope}`;
}

/** Throws table.unknown when the text has another form. */
export function parseTableId(text: string): TableId {
  const found = SHAPE.exec(text);
  const [, connection, table, scope] = found ?? [];
  if (connection === undefined || table === undefined || (scope !== 'record' && scope !== 'portal' && scope !== 'related')) {
    throw new AppError('table.unknown', { detail: 'malformed table id' });
  }
  return { connection, table, scope };
}
