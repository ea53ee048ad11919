export { viewTable } from './view-table.ts';
