export { readWorkbook } from './read-workbook.ts';
export type { WorkbookSheet } from './read-workbook.ts';
export type { SheetRow } from './read-sheet-rows.ts';
