import type { MatchRow, ShowMatchRequest, ShowMatchResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { findDecided } from '../links/index.ts';
import type { Decided } from '../links/index.ts';
import type { PartnerRow } from '../sources/define-source.ts';
import { decidedNow } from './decided-now.ts';
import { openMatch } from './open-match.ts';
import type { OpenMatch } from './open-match.ts';
import { rank } from './rank.ts';
import { readTraits } from './read-traits.ts';
import { termsOf } from './terms-of.ts';

/**
 * What a record is linked to, or what it may be (C3): rows of the other system, ranked, with the reasons. A merge that no
 * event told of is followed here, by the ids HubSpot notes on the record. Throws table.unknown, access.refused, source.*, hubspot.*.
 */
export async function showMatch(context: Context, caller: Caller, request: ShowMatchRequest, signal: AbortSignal): Promise<ShowMatchResponse> {
  const match = await openMatch(context, caller, request, signal);
  const { portalId } = caller;
  const about = { partner: match.partner.title, sourceTitle: match.sourceTitle };
  const known = await context.database.inPortal(portalId, (tx) => findDecided(tx, portalId, match.ref));
  if (known.link !== null) return { ...about, ...(await linked(match, known, known.link)) };

  const record = await readTraits(context, { portalId, lane: 'person', signal, purpose: { area: 'views' } }, match.ref.record, match.partner.idProperty);
  const decided = await decidedNow(context, portalId, match.ref, record, known);
  if (decided.link !== null) return { ...about, ...(await linked(match, decided, decided.link)) };

  const { traits } = record;
  const [byRule, byTerms] = await Promise.all([match.search({ by: 'rule' }), match.search({ by: 'terms', terms: termsOf(traits) })]);
  const rows = new Map([...byRule.rows, ...byTerms.rows].filter(({ key }) => !decided.refused.includes(key)).map((row) => [row.key, row]));
  return {
    ...about, link: null, looked: byTerms.looked, complete: byTerms.complete, refused: decided.refused.length,
    candidates: rank(traits, [...rows.values()], byRule.rows.map(({ key }) => key)),
    lookedFor: [...new Set([...traits.externalIds, ...traits.domains, ...traits.emails, ...traits.names])].slice(0, 6),
  };
}

async function linked({ search }: OpenMatch, { refused }: Decided, { key, since, byRule }: NonNullable<Decided['link']>): Promise<Omit<ShowMatchResponse, 'partner' | 'sourceTitle'>> {
  const { rows: [row] } = await search({ by: 'keys', keys: [key] });
  const shown = row === undefined ? { key, name: null, externalId: null, domain: null, email: null } : toRow(row);
  return { link: { ...shown, since: since.toISOString(), byRule, gone: row === undefined }, candidates: [], looked: 0, complete: true, refused: refused.length, lookedFor: [] };
}

function toRow({ key, name, externalId, domain, email }: PartnerRow): MatchRow {
  return { key, name, externalId, domain, email };
}
