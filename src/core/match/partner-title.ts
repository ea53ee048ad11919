/** The name of a table or column as a person reads it. */
export function partnerTitle(name: string): string {
  const words = name.replaceAll('_', ' ').trim() || name;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
