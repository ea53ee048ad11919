export { addToSelection } from './add-to-selection.ts';
export { keepSelection } from './keep-selection.ts';
export { readSelection } from './read-selection.ts';
export { addIds, addPage, dropId, takeSelection } from './selections.store.ts';
export type { SelectionKey } from './selections.store.ts';
