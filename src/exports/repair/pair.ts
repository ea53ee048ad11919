const ARROW = ' → ';

/** The key of a row that was left out of a table that hangs on another one: the row it hangs on, and its own key, where it is known. */
export function splitPair(key: string): { readonly parent: string; readonly own: string | null } {
  const at = key.indexOf(ARROW);
  return at < 0 ? { parent: key, own: null } : { parent: key.slice(0, at), own: key.slice(at + ARROW.length) };
}

export function joinPair(parent: string, own: string): string {
  return `${parent}${ARROW}${own}`;
}

/** The key somebody wrote for a row; of a row that hangs on another one its own key is enough. */
export function correctedKey(key: string, corrected: string, hanging: boolean): string {
  return !hanging || corrected.includes(ARROW) ? corrected : joinPair(splitPair(key).parent, corrected);
}
