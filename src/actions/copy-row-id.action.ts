import { defineAction } from './define-action.ts';

/** Copies the row's id; in the card, because a browser only lets a click copy. */
export const copyRowIdAction = defineAction({
  summary: { runs: 'card', name: 'copy-row-id', title: 'Copy ID', place: 'row', effect: 'copy-row-key' },
  german: { title: 'ID kopieren' },
  objectTypeIds: ['0-1', '0-2', '0-3', '0-5'],
  scopes: [],
  run: null,
});
