export { addConnection } from './add-connection.ts';
export type { NewConnection } from './add-connection.ts';
export { listChoices } from './list-choices.ts';
export { listTables } from './list-tables.ts';
export { openJoinedTable, openTable } from './open-table.ts';
export type { OpenTable } from './open-table.ts';
export { watchedType } from './watched-type.ts';
export type { Asking } from './open-connection.ts';
