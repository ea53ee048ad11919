import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAIL_WORDS } from '../../src/notices/mail-words.ts';

const root = join(import.meta.dirname, '..', '..');
const TABLES = globSync('hubspot-project/app/{cards,pages,settings,actions,packages/ui}/**/english.ts', { cwd: root, exclude: (path) => path.includes('node_modules') }).map(String).toSorted();

/** The same in both languages, and right so: names, formats, and words that German took over. A new one is added here by somebody who reads German. */
const SAME = new Set([
  'CSV', 'JSON Lines', 'Parquet', 'gzip', 'zip', 'English', 'Deutsch', 'Deals', 'Tickets', 'Name', 'Host', 'Port', 'Bucket', 'Region', 'Export', 'Links', 'Downloads',
  'Installation', 'Team Xyzzy',
]);

type Said = readonly (readonly [path: string, text: string])[];

/** Every text of a table with where it stands; what takes arguments is called with some. */
function textsOf(value: unknown, path: string): Said {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return textsOf(called(value as (...args: unknown[]) => unknown), `${path}()`);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, entry]) => textsOf(entry, `${path}.${key}`));
}

/** Sentences with a name in them take text, others numbers or a rule; a table's own argument is found by trying. */
function called(make: (...args: unknown[]) => unknown): unknown {
  for (const argument of ['Xyzzy', 7, ['Xyzzy'], { kind: 'daily', at: '07:00', days: [1], day: 1, expression: '* * * * *' }]) {
    try {
      const made = make(argument, argument, argument, argument);
      if (typeof made === 'string' && !made.includes('[object') && !made.includes('undefined')) return made;
    } catch {
      // Not this kind of argument.
    }
  }
  return null;
}

async function pairs(): Promise<readonly (readonly [name: string, english: unknown, german: unknown])[]> {
  const tables = await Promise.all(TABLES.map(async (file) => {
    const { english } = (await import(join(root, file))) as { english: unknown };
    const { german } = (await import(join(root, file.replace(/english\.ts$/, 'german.ts')))) as { german: unknown };
    return [file.replace('hubspot-project/app/', '').replace('/english.ts', ''), english, german] as const;
  }));
  return [...tables, ['mails', MAIL_WORDS.en, MAIL_WORDS.de]];
}

describe('every text that people read', () => {
  it('is there in German for each English one, and in no table more', async () => {
    const all = await pairs();

    expect(all.length).toBeGreaterThan(10);
    for (const [name, english, german] of all) {
      const keys = (value: unknown): string[] => textsOf(value, name).map(([path]) => path).toSorted();
      expect(keys(german), name).toEqual(keys(english));
      expect(textsOf(german, name).filter(([, text]) => text.trim() === '' && !textsOf(english, name).some(([, other]) => other.trim() === '')), name).toEqual([]);
    }
  });

  it('says something else in German than in English, but for a closed list of names and taken-over words', async () => {
    const same: string[] = [];
    for (const [name, english, german] of await pairs()) {
      const inEnglish = new Map(textsOf(english, name));
      for (const [path, text] of textsOf(german, name)) if (/\p{L}{2}/u.test(text.replaceAll('Xyzzy', '')) && inEnglish.get(path) === text && !SAME.has(text)) same.push(`${path}: ${text}`);
    }

    expect(same).toEqual([]);
  });

  it('uses no English word in a German sentence', async () => {
    const english = /\b(the|and|with|your|this|that|from|rows|columns|please|until|was|were|has been|could not)\b/i;
    const mixed = (await pairs()).flatMap(([name, , german]) => textsOf(german, name)).filter(([, text]) => english.test(text.replace(/\bwas\b/gi, '')));

    expect(mixed).toEqual([]);
  });
});
