import { z } from 'zod';

/** The one error shape. `supportCode` finds the log line. */
export const WireError = z.strictObject({ code: z.string(), message: z.string(), fix: z.string(), supportCode: z.string() });
export type WireError = z.infer<typeof WireError>;

/** Every /ui route answers this: expected errors with HTTP 200 and `ok: false`, unexpected ones with 500. */
export type Reply<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: WireError };
