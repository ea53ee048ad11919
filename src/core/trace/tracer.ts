/** Values of spans: ids, counts and names from closed lists; never a person, an address or a cell. */
export type SpanAttributes = Readonly<Record<string, string | number>>;

/** Follows one click through all processes that work for it. */
export type Tracer = {
  /** False: nobody collects, and nothing is kept. */
  readonly active: boolean;
  /** Runs `work` as one step, below `parent` (a W3C traceparent) or the step that is running. Throws what `work` throws. */
  span<T>(name: string, attributes: SpanAttributes, work: () => Promise<T>, parent?: string | null): Promise<T>;
  /** The traceparent of the running step, to be stored with what continues it; null outside of any. */
  current(): string | null;
  /** Hands over what is left. Never throws. */
  close(): Promise<void>;
};
