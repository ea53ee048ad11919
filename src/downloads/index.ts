export { createLink } from './create-link.ts';
export { findFile } from './downloads.store.ts';
export type { File } from './downloads.store.ts';
export { openLink } from './open-link.ts';
