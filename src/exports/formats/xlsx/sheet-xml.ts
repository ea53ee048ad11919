import { columnLetters } from './column-letters.ts';

/** What stands before the rows of a sheet: first row frozen, widths. `widths` in characters. */
export function sheetStart(widths: readonly number[], isFirst: boolean): string {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('');
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
<sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
${columns === '' ? '' : `<cols>${columns}</cols>`}<sheetData>`;
}

/** What stands behind `rows` rows, the header among them: the filter over all of them, and no warning at ids kept as text. */
export function sheetEnd(columns: number, rows: number): string {
  if (columns === 0) return '</sheetData></worksheet>';
  const range = `A1:${columnLetters(columns - 1)}${rows}`;
  return `</sheetData><autoFilter ref="${range}"/><ignoredErrors><ignoredError sqref="${range}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
}
