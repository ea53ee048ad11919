import type { Logger as Pino } from 'pino';

/** Data first, fixed sentence second; never a token, never a record's values. */
export type Logger = Pick<Pino, 'debug' | 'info' | 'warn' | 'error'>;
