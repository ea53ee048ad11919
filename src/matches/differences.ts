import { MATCH_FIELDS } from '../core/match/index.ts';
import type { MatchField } from '../core/match/index.ts';
import type { PartnerRow } from '../sources/define-source.ts';
import { domainOf } from './domain-of.ts';
import { nameWords } from './name-words.ts';
import { sameNumber } from './same-number.ts';
import type { Traits } from './traits.ts';

/** `compared`: the fields that both sides have; `differ`: those of them in which they do not say the same. */
export type Differences = { readonly compared: readonly MatchField[]; readonly differ: readonly MatchField[] };

/** Holds a record against the other system's row. Case, the forms of companies, the `www.` of a domain and what stands around the digits of an id make no difference. */
export function differences(traits: Traits, row: PartnerRow): Differences {
  const theirs: Readonly<Record<MatchField, string>> = {
    externalId: plain(row.externalId), domain: domainOf(row.domain ?? '') ?? '', email: plain(row.email), name: wordsOf(row.name ?? ''),
  };
  const ours: Readonly<Record<MatchField, readonly string[]>> = { externalId: traits.externalIds, domain: traits.domains, email: traits.emails, name: traits.names.map(wordsOf) };
  const compared = MATCH_FIELDS.filter((field) => theirs[field] !== '' && ours[field].length > 0);
  return { compared, differ: compared.filter((field) => !ours[field].some((own) => own === theirs[field] || (field === 'externalId' && sameNumber(own, theirs[field])))) };
}

function plain(text: string | null): string {
  return text?.trim().toLowerCase() ?? '';
}

function wordsOf(name: string): string {
  return nameWords(name).toSorted().join(' ');
}
