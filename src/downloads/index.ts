export { countUse } from './count-use.ts';
export { createLink } from './create-link.ts';
export { findFile } from './downloads.store.ts';
export type { File } from './downloads.store.ts';
export { linkToSend } from './link-to-send.ts';
export { listLinks } from './list-links.ts';
export { openLink } from './open-link.ts';
export { requireShared } from './require-shared.ts';
export { revokeLinks } from './revoke-links.ts';
