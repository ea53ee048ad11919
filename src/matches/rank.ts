import type { MatchCandidate, MatchReason } from '#contract';
import type { PartnerRow } from '../sources/define-source.ts';
import { domainOf, emailDomainOf } from './domain-of.ts';
import { nameWords } from './name-words.ts';
import { sameNumber } from './same-number.ts';
import type { Traits } from './traits.ts';

const MOST_SHOWN = 8;
/** How sure each reason makes us by itself, between 0 and 1. */
const SURENESS: Readonly<Record<MatchReason, number>> = { external_id: 0.98, external_id_part: 0.75, domain: 0.9, email: 0.95, email_domain: 0.7, name: 0.7, name_part: 0.3 };
const VERY_LIKELY = 0.9;
const LIKELY = 0.6;
/** Names that share fewer of their words are no reason. */
const FEWEST_SHARED = 0.3;

/** The rows that may be the same as the record, the best first, each with the reasons why; rows without any are left out. */
export function rank(traits: Traits, rows: readonly PartnerRow[], shown: readonly string[] = []): MatchCandidate[] {
  const judged = rows.map((row) => ({ row, why: reasonsOf(traits, row) }));
  return judged
    .map(({ row, why }) => ({ row, why: why.length === 0 && shown.includes(row.key) ? (['external_id'] satisfies MatchReason[]) : why }))
    .filter(({ why }) => why.length > 0)
    .map(({ row, why }) => ({ row, why, sure: sureness(why) }))
    .sort((one, other) => other.sure - one.sure || (one.row.name ?? '').localeCompare(other.row.name ?? '', 'en') || one.row.key.localeCompare(other.row.key, 'en'))
    .slice(0, MOST_SHOWN)
    .map(({ row, why, sure }) => ({ ...row, why, likelihood: sure >= VERY_LIKELY ? 'very_likely' : sure >= LIKELY ? 'likely' : 'possible', shown: shown.includes(row.key) }));
}

/** Every reason counts as if it were the only one to be wrong: two that are likely make one that is very likely. */
function sureness(why: readonly MatchReason[]): number {
  let doubt = 1;
  for (const reason of why) doubt *= 1 - SURENESS[reason];
  return 1 - doubt;
}

/** The surest first. */
function reasonsOf(traits: Traits, row: PartnerRow): MatchReason[] {
  const why: MatchReason[] = [];
  const id = row.externalId?.trim().toLowerCase() ?? '';
  if (id !== '' && traits.externalIds.includes(id)) why.push('external_id');
  else if (traits.externalIds.some((own) => sameNumber(own, id))) why.push('external_id_part');

  const email = row.email?.trim().toLowerCase() ?? '';
  const domain = domainOf(row.domain ?? '');
  const hasEmail = email !== '' && traits.emails.includes(email);
  const hasDomain = domain !== null && traits.domains.includes(domain);
  if (hasEmail) why.push('email');
  if (hasDomain) why.push('domain');
  const theirs = [domain, emailDomainOf(email)].filter((one) => one !== null);
  if (!hasEmail && !hasDomain && theirs.some((one) => traits.emailDomains.includes(one) || traits.domains.includes(one))) why.push('email_domain');

  const shared = Math.max(0, ...traits.names.map((name) => sharedWords(name, row.name ?? '')));
  if (shared === 1) why.push('name');
  else if (shared >= FEWEST_SHARED) why.push('name_part');
  return why;
}

/** Which share of all their words two names have in common. */
function sharedWords(one: string, other: string): number {
  const [a, b] = [nameWords(one), nameWords(other)];
  if (a.length === 0 || b.length === 0) return 0;
  const shared = a.filter((word) => b.includes(word)).length;
  return shared / (a.length + b.length - shared);
}
