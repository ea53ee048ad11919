import { defineAction } from './define-action.ts';

/** Copies the rows on screen so that a spreadsheet takes them as cells. */
export const copyPageAction = defineAction({
  summary: { runs: 'card', name: 'copy-page', title: 'Copy rows on screen', place: 'table', effect: 'copy-page' },
  german: { title: 'Gezeigte Zeilen kopieren' },
  objectTypeIds: ['0-1', '0-2', '0-3', '0-5'],
  scopes: [],
  run: null,
});
