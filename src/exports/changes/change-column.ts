import type { Column } from '#contract';

/** The first column of an export of what changed. Its cells are these words in every language: a program reads them. */
export const CHANGE_COLUMN: Column = { key: 'siderail.change', title: 'Change', type: 'text', sortable: false, operators: [] };
export const CHANGE = { changed: 'changed', linked: 'linked', deleted: 'deleted' } as const;
