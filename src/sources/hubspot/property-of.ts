/** Property names are letters, digits and underscores, so a point cannot be part of one. */
const VALUES = '.value';

/** The key of the column that shows the internal values of a property of choices. */
export function valuesKey(property: string): string {
  return `${property}${VALUES}`;
}

/** The property behind a column key. */
export function propertyOf(key: string): string {
  return key.endsWith(VALUES) ? key.slice(0, -VALUES.length) : key;
}
