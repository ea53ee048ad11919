import { defineAction } from './define-action.ts';

/** Copies a row's shown values, a line each; in the card, because a browser only lets a click copy. */
export const copyRowAction = defineAction({
  summary: { runs: 'card', name: 'copy-row', title: 'Copy row', place: 'row', effect: 'copy-row' },
  german: { title: 'Zeile kopieren' },
  objectTypeIds: ['0-1', '0-2', '0-3', '0-5'],
  scopes: [],
  run: null,
});
