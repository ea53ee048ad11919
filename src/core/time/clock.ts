/** Milliseconds since 1970. Passed in, so that a test owns the time. */
export type Clock = () => number;

/** Resolves after `ms`, or rejects with the signal's reason as soon as it aborts. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;
