/** Remembers at most `max` values, each for `ttlMs`. Keys must carry the portal id. */
export type TtlCache<T> = {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
};

export function createTtlCache<T>(options: { readonly ttlMs: number; readonly max: number; readonly now: () => number }): TtlCache<T> {
  const { ttlMs, max, now } = options;
  const entries = new Map<string, { readonly value: T; readonly until: number }>();

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      if (entry.until > now()) return entry.value;
      entries.delete(key);
      return undefined;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, { value, until: now() + ttlMs });
      // Insertion order is age here, since a value is only ever set anew.
      const oldest = entries.keys().next();
      if (entries.size > max && !oldest.done) entries.delete(oldest.value);
    },
    delete(key) {
      entries.delete(key);
    },
  };
}
