/** What a column is called where nobody named it. */
export function columnTitle(name: string): string {
  const words = name.replaceAll('_', ' ').trim() || name;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
