export { saveTables } from './save-tables.ts';
export { showTables } from './show-tables.ts';
