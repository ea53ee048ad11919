/** How soon it asks again: often at first, then less, because a question may cost as much as what it waits for. */
const SOONEST_MS = 20;
const LATEST_MS = 150;

/** Asks until `check` gives something, or throws what it last threw (or a plain sentence) after `withinMs`. */
export async function eventually<T>(check: () => Promise<T | undefined | false | null> | T | undefined | false | null, withinMs = 40_000): Promise<T> {
  const began = Date.now();
  let last: unknown = new Error('it never happened');
  while (Date.now() < began + withinMs) {
    try {
      const found = await check();
      if (found !== undefined && found !== false && found !== null) return found;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(Math.max((Date.now() - began) / 10, SOONEST_MS), LATEST_MS)));
  }
  throw last;
}
