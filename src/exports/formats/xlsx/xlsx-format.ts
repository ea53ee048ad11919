import { defineFormat } from '../define-format.ts';
import { XLSX_LIMITS } from './limits.ts';
import { renderXlsx } from './render-xlsx.ts';

/** A workbook for Excel and its like, with typed numbers, dates and booleans; a sheet for each table. */
export const xlsxFormat = defineFormat({
  key: 'xlsx',
  title: 'Excel',
  extension: 'xlsx',
  contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  bytesPerCell: { text: 10, number: 7, money: 8, date: 7, datetime: 12, boolean: 5 },
  renderSeconds: 0.8,
  manySheets: true,
  dialect: () => ({ kind: 'staging' }),
  render({ sheets }) {
    const { body, summary } = renderXlsx(sheets, XLSX_LIMITS);
    return {
      body,
      summary() {
        const { rows, cells, facts } = summary();
        return { rows, facts, cells: { ...cells, replaced: sheets.reduce((sum, { staged }) => sum + staged.replaced, cells.replaced) } };
      },
    };
  },
});
