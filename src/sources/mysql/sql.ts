/** A piece of SQL with the values its question marks stand for, in that order. */
export type Sql = { readonly text: string; readonly values: readonly string[] };

/** Puts pieces together. Only pieces fit in: a bare string, which might be a person's, does not compile. */
export function sql(texts: TemplateStringsArray, ...pieces: readonly Sql[]): Sql {
  const text = texts.map((own, at) => own + (pieces[at]?.text ?? '')).join('');
  return { text, values: pieces.flatMap((piece) => piece.values) };
}

export function joinSql(pieces: readonly Sql[], separator: string): Sql {
  return { text: pieces.map((piece) => piece.text).join(separator), values: pieces.flatMap((piece) => piece.values) };
}

/** A bound value: it travels beside the prepared statement, never inside it. */
export function bound(value: string): Sql {
  return { text: '?', values: [value] };
}

/** Words of our own, never those of a person or a database. */
export function words(text: string): Sql {
  return { text, values: [] };
}

/** A whole number of ours. */
export function wholeNumber(value: number): Sql {
  if (!Number.isSafeInteger(value)) throw new TypeError('not a whole number');
  return words(String(value));
}

/** A name from the catalogue as an SQL identifier, whatever characters it holds. */
export function quoteName(name: string): Sql {
  return words(`\`${name.replaceAll('`', '``')}\``);
}
