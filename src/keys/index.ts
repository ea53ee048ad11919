export { SEALED_COLUMNS } from './keys.store.ts';
export { rotateKeys } from './rotate-keys.ts';
