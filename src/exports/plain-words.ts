const LONGEST = 60;

/** What a person or a source typed, in letters every file system and every header takes; `export` when nothing is left. */
export function plainWords(title: string): string {
  const words = title.normalize('NFKD').replace(/[\u0300-\u036F]/g, '').replace(/[^A-Za-z0-9]+/g, '-').slice(0, LONGEST + 1).replace(/^-+/, '').slice(0, LONGEST).replace(/-+$/, '');
  return words === '' ? 'export' : words;
}
