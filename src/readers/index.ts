export { findReader } from './readers.store.ts';
export { LOCALES, readingOf } from './reading-of.ts';
export type { Reading } from './reading-of.ts';
export { rememberReader } from './remember-reader.ts';
