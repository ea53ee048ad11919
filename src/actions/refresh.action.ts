import { defineAction } from './define-action.ts';

/** Reads the table again; the card does it by itself. */
export const refreshAction = defineAction({
  summary: { runs: 'card', name: 'refresh', title: 'Refresh', place: 'table', effect: 'refresh' },
  german: { title: 'Aktualisieren' },
  objectTypeIds: ['0-1', '0-2', '0-3', '0-5'],
  scopes: [],
  run: null,
});
