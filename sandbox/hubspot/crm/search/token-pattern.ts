/** A regular expression for CONTAINS_TOKEN: whole words, `*` for any rest of a word, several words in a row. */
export function tokenPattern(value: string): string {
  const words = value.trim().split(/[^\p{L}\p{N}*]+/u).filter(Boolean)
    .map((word) => word.replaceAll('*', '[[:alnum:]]*'));
  const edge = '[^[:alnum:]]';
  return `(^|${edge})${words.join(`${edge}+`)}($|${edge})`;
}
