export { createShareLink } from './create-share-link.ts';
export { listColleagues } from './list-colleagues.ts';
export { listShared } from './list-shared.ts';
export { listShares } from './list-shares.ts';
export { shareExport } from './share-export.ts';
export { stopShare } from './stop-share.ts';
