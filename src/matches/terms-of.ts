import type { MatchTerm } from '../sources/define-source.ts';
import { nameWords } from './name-words.ts';
import type { Traits } from './traits.ts';

const MOST_VALUES = 4;
const MOST_WORDS = 6;
const FEWEST_CHARS = 2;

/** What to look for in the other system: more than will be a match in the end, and never many. */
export function termsOf({ externalIds, domains, emails, emailDomains, names }: Traits): MatchTerm[] {
  const some = (values: readonly string[], most = MOST_VALUES): string[] => values.filter((value) => value.length >= FEWEST_CHARS).slice(0, most);
  const webDomains = some([...new Set([...domains, ...emailDomains])]);
  // Long words are rarer than short ones. As they were written: the other system's accents are compared as they are.
  const words = [...new Set(names.flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u)))].filter((word) => nameWords(word).length > 0 && isOwn(word, names));
  return [
    ...some(externalIds).map((contains): MatchTerm => ({ field: 'externalId', contains, weight: 16 })),
    ...webDomains.map((contains): MatchTerm => ({ field: 'domain', contains, weight: 12 })),
    ...some(emails).map((contains): MatchTerm => ({ field: 'email', contains, weight: 16 })),
    ...webDomains.map((domain): MatchTerm => ({ field: 'email', contains: `@${domain}`, weight: 6 })),
    ...some(words.toSorted((one, other) => other.length - one.length), MOST_WORDS).map((contains): MatchTerm => ({ field: 'name', contains, weight: Math.min(contains.length, 10) })),
  ];
}

function isOwn(word: string, names: readonly string[]): boolean {
  const plain = nameWords(word)[0];
  return names.some((name) => nameWords(name).includes(plain ?? ''));
}
