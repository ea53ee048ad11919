export { AppError } from './app-error.ts';
export type { AppErrorOptions, ErrorCode, Retry } from './app-error.ts';
export { toAppError } from './to-app-error.ts';
