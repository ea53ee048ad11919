/** Forms of companies and words that nearly every name has. */
const COMMON = new Set([
  'gmbh', 'ag', 'kg', 'ohg', 'ug', 'se', 'inc', 'incorporated', 'ltd', 'limited', 'llc', 'llp', 'plc', 'corp', 'corporation', 'co', 'company', 'sa', 'sas', 'sarl', 'srl', 'spa', 'bv', 'nv', 'oy', 'ab', 'as', 'aps',
  'and', 'und', 'the', 'der', 'die', 'das', 'of', 'group', 'gruppe', 'holding', 'mbh', 'international',
]);

/** The words of a name that tell it from others, in lower case and without accents: "Müller & Söhne GmbH" has muller and sohne. */
export function nameWords(name: string): string[] {
  const words = plainName(name).split(' ').filter((word) => word !== '');
  const own = words.filter((word) => !COMMON.has(word));
  return [...new Set(own.length > 0 ? own : words)];
}

function plainName(name: string): string {
  return name.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
