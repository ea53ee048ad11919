/** SQL text literal. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** SQL that picks one of `words` by the hash of `i`; `$2` is the seed's salt, `salt` tells the columns apart. */
export function pick(words: readonly string[], salt: number): string {
  return wordAt(words, `(${hash(salt)} % ${words.length})`);
}

/** SQL for the word at a 0-based position. */
export function wordAt(words: readonly string[], index: string): string {
  return `(ARRAY[${words.map(quote).join(',')}])[1 + ${index}::int]`;
}

/** SQL for a large non-negative number that depends on `i`, the seed and `salt`. */
export function hash(salt: number): string {
  return `hubspot.hash(i, $2::bigint + ${salt})`;
}
