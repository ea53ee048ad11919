import { defineFormat } from '../define-format.ts';
import { onlySheet } from '../only-sheet.ts';
import { XLSX_LIMITS } from './limits.ts';
import { renderXlsx } from './render-xlsx.ts';

/** A workbook for Excel and its like, with typed numbers, dates and booleans. */
export const xlsxFormat = defineFormat({
  key: 'xlsx',
  title: 'Excel',
  extension: 'xlsx',
  contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  bytesPerCell: { text: 10, number: 7, money: 8, date: 7, datetime: 12, boolean: 5 },
  renderSeconds: 3,
  manySheets: true,
  dialect: () => ({ kind: 'staging' }),
  render({ sheets }) {
    const sheet = onlySheet(sheets);
    const rendered = renderXlsx({ title: sheet.title, columns: sheet.columns, rows: sheet.rows() }, XLSX_LIMITS);
    return {
      body: rendered.body,
      summary() {
        const { rows, cells, facts } = rendered.summary();
        return { rows: [rows], facts, cells: { ...cells, replaced: cells.replaced + sheet.staged.replaced } };
      },
    };
  },
});
