import { z } from 'zod';
import type { AppError } from '../core/errors/index.ts';

/** What is kept of a job's failure: the person's sentences and the code that finds the log line. */
export const StoredError = z.object({ code: z.string(), message: z.string(), fix: z.string(), supportCode: z.string() });
export type StoredError = z.infer<typeof StoredError>;

/** What a paused job waits for, in the person's sentences. */
export const Waiting = z.object({ code: z.string(), message: z.string(), fix: z.string() });
export type Waiting = z.infer<typeof Waiting>;

export function storedError(error: AppError, supportCode: string): StoredError {
  return { code: error.code, message: error.userMessage, fix: error.fix, supportCode };
}
