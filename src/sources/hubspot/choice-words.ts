/** What the choices of one property are called. */
export type ChoiceWords = {
  /** Label by internal value, in the order people know. */
  readonly labels: ReadonlyMap<string, string>;
  /** True when a record can hold several. */
  readonly many: boolean;
};

/** By property name. */
export type WordsByProperty = ReadonlyMap<string, ChoiceWords>;

/**
 * A value in the words people read. Several choices keep HubSpot's own separator, so that its import takes the cell
 * back. A value nobody knows (a stage that was deleted, say) stays as it is.
 */
export function inWords(raw: string, { labels, many }: ChoiceWords): string {
  if (!many) return labels.get(raw) ?? raw;
  return raw.split(';').filter((value) => value !== '').map((value) => labels.get(value) ?? value).join(';');
}
