import { plainWords } from './plain-words.ts';

/**
 * The download's name: table and day, and whether it is only a part, in letters every file system takes. The name in the store is another one,
 * made by us, so nothing a person typed becomes a path (T48).
 */
export function fileName(title: string, at: number, extension: string, isPartial = false): string {
  return `${plainWords(title)}-${new Date(at).toISOString().slice(0, 10)}${isPartial ? '-partial' : ''}.${extension}`;
}
