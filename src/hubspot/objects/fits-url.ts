/** HubSpot answers 414 to addresses somewhere above 16,000 characters; 5 KiB of names is what others stay below. */
const MOST_NAME_CHARACTERS = 5 * 1024;

/** Splits property names into those that fit into one address and the rest, which a batch read must fetch. */
export function fitsUrl(properties: readonly string[]): { readonly fit: readonly string[]; readonly rest: readonly string[] } {
  let characters = 0;
  for (const [index, name] of properties.entries()) {
    characters += encodeURIComponent(name).length + 3;
    if (characters > MOST_NAME_CHARACTERS) return { fit: properties.slice(0, index), rest: properties.slice(index) };
  }
  return { fit: properties, rest: [] };
}
