/** Asks until `check` gives something, or throws what it last threw (or a plain sentence) after `withinMs`. */
export async function eventually<T>(check: () => Promise<T | undefined | false | null> | T | undefined | false | null, withinMs = 40_000): Promise<T> {
  const until = Date.now() + withinMs;
  let last: unknown = new Error('it never happened');
  while (Date.now() < until) {
    try {
      const found = await check();
      if (found !== undefined && found !== false && found !== null) return found;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw last;
}
