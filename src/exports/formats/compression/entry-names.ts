import { plainWords } from '../../plain-words.ts';

/** Names that Windows gives to devices, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** Names of the files in an archive, one for each table: letters every file system takes, no two that it confuses, no path (T48). */
export function entryNames(titles: readonly string[], extension: string): string[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    const words = plainWords(title);
    const base = DEVICE.test(words) ? `${words}-table` : words;
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${base}-${count}`;
    taken.add(name.toLowerCase());
    return `${name}.${extension}`;
  });
}
