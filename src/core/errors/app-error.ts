import { ERROR_CODES } from './error-codes.ts';

/** What the job runner does next: give up, try again later, or try again after a stated wait. */
export type Retry = 'never' | 'backoff' | { readonly afterMs: number };

export type ErrorCode = keyof typeof ERROR_CODES;

export type AppErrorOptions = {
  /** Sentence for the person: no ids, no vendor jargon. Default: the code's own. */
  readonly userMessage?: string;
  /** What the person can do about it. Default: the code's own. */
  readonly fix?: string;
  /** Sentence for the log, ids allowed, never a token or a record's values. */
  readonly detail?: string;
  readonly cause?: unknown;
  readonly retry?: Retry;
};

/** The only error class thrown on purpose. `message` is for the log; `userMessage` and `fix` are for the person. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly userMessage: string;
  readonly fix: string;
  readonly retry: Retry;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    const known = ERROR_CODES[code];
    super(options.detail ?? `${code}: ${options.userMessage ?? known.userMessage}`, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.userMessage = options.userMessage ?? known.userMessage;
    this.fix = options.fix ?? known.fix;
    this.retry = options.retry ?? known.retry;
  }
}
