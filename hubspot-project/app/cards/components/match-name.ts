import type { MatchRow } from '@siderail/contract';

/** What a row of the other system is called, and what else tells it, in one line. */
export function matchName({ key, name, externalId, domain, email }: MatchRow): { name: string; facts: string } {
  const all = [name, externalId, domain, email].filter((text) => text !== null && text.trim() !== '');
  const [first = key, ...rest] = [...new Set(all)];
  return { name: first ?? key, facts: rest.join(' · ') };
}
