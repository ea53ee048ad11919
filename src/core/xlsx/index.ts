export { openWorkbook } from './open-workbook.ts';
export type { Workbook, WorkbookSheet } from './open-workbook.ts';
export type { SheetRow } from './read-sheet-rows.ts';
