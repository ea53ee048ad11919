/** One SQL statement. Every value is bound; the text holds only our own words and quoted names from the catalogue. */
export type Statement = { readonly text: string; readonly values: readonly string[] };

/** Collects bound values while a statement's text is put together; `bind` returns the placeholder. */
export type Binder = { readonly values: readonly string[]; bind(value: string, type: string): string };

/** `bound`: values a part of the text already refers to as $1 to $n. */
export function createBinder(bound: readonly string[] = []): Binder {
  const values = [...bound];
  return {
    values,
    bind(value, type) {
      values.push(value);
      return `$${values.length}::${type}`;
    },
  };
}
