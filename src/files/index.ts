export { fileKey, filePrefix, isFileKey } from './file-key.ts';
export type { FileKey, FilePrefix } from './file-key.ts';
export type { ByteRange, FileStore, ListedFile, PutOptions, PutStep, StoredFile } from './file-store.ts';
export { openFileStore } from './open-file-store.ts';
export { storeUnavailable } from './store-unavailable.ts';
export type { FileStoreDeps } from './open-file-store.ts';
