const RELATED = 'related.';

/** The key that a related table's column has in a flat sheet, where the parent's columns stand before it. */
export function flatKey(key: string): string {
  return `${RELATED}${key}`;
}

/** The column's own key again. */
export function ownKey(key: string): string {
  return key.startsWith(RELATED) ? key.slice(RELATED.length) : key;
}
