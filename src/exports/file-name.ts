import { plainWords } from './plain-words.ts';

/**
 * The download's name: table and day, in letters every file system takes. The name in the store is another one,
 * made by us, so nothing a person typed becomes a path (T48).
 */
export function fileName(title: string, at: number, extension: string): string {
  return `${plainWords(title)}-${new Date(at).toISOString().slice(0, 10)}.${extension}`;
}
