const MOST_LETTERS = 120;

/**
 * A name that a person or a table brought, as it may stand in a mail: one line, no control or direction marks, not
 * endless, and nothing that a mail program would make a link of, so that the only links are ours (T54, T55).
 */
export function nameInMail(name: string, most = MOST_LETTERS): string {
  const line = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const letters = [...line];
  const short = letters.length > most ? `${letters.slice(0, most).join('')}…` : line;
  // A word joiner is not seen; with it the address is no address.
  return short.replace(/:(?=\/\/)|\b(?:www|mailto|tel)(?=[.:])|@(?=\w)/gi, (mark) => `${mark}\u2060`);
}
