import type { RecordRef } from '#contract';
import type { Caller } from '../access/index.ts';
import { openTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { MATCH_FIELDS } from '../core/match/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { CallContext } from '../hubspot/index.ts';
import { currentId } from '../links/index.ts';
import type { LinkRef } from '../links/index.ts';
import { rightOf, whoIs } from '../policies/index.ts';
import type { Partner, PartnerRow, PartnerRows, PartnerSearch } from '../sources/define-source.ts';

/** A record and what its rows belong to, for a person who may see both. `search` gives fields they may not see as null. */
export type OpenMatch = { readonly ref: LinkRef; readonly partner: Partner; readonly sourceTitle: string; readonly search: (search: PartnerSearch) => Promise<PartnerRows> };

const LOOKING = { lane: 'person', purpose: { area: 'views' } } as const;

/**
 * Opens what a record can be linked to through a table. Whoever may view the table may decide; where the connection shows the
 * partners as a table of their own, that one's rights count too. Throws table.unknown, access.refused.
 */
export async function openMatch(context: Context, caller: Caller, { record: named, tableId }: { readonly record: RecordRef; readonly tableId: string }, signal: AbortSignal, at: Pick<CallContext, 'lane' | 'purpose'> = LOOKING): Promise<OpenMatch> {
  const { portalId, userId } = caller;
  const record = { ...named, objectId: await context.database.inPortal(portalId, (tx) => currentId(tx, portalId, named)) };
  const table = await openTable(context, { portalId, userId, verb: 'view', signal, ...at }, { record, tableId, columns: [], filters: [] });
  const { source, query } = table;
  const { partner, scope } = query.table;
  if (partner === undefined || scope !== 'record' || source.partners === undefined) throw new AppError('table.unknown', { detail: `nothing to link in ${tableId}` });

  const columns = Object.values(partner.fields);
  const own = partner.table === null || partner.table === query.table.key;
  const rights = own ? table.rights : rightOf(await whoIs(context, caller, { lane: at.lane, signal }), 'view', { connection: table.key, table: partner.table, scope: 'portal' }, columns).rights;
  // Whoever sees only their own rows would see here who else there is.
  if (rights.rows === 'own') throw new AppError('access.refused', { userMessage: 'You may only use records that you own, so you cannot look for others.', detail: `own rows only of ${partner.id}` });
  const closed = new Set([...rights.masked, ...rights.hidden]);
  const fields = MATCH_FIELDS.filter((field) => partner.fields[field] !== undefined && !closed.has(partner.fields[field]));
  const { partners } = source;

  async function search(wanted: PartnerSearch): Promise<PartnerRows> {
    const open = wanted.by === 'terms' ? { ...wanted, terms: wanted.terms.filter(({ field }) => fields.includes(field)) } : wanted;
    const found = await partners!(table.context, query, open);
    return { ...found, rows: found.rows.map((row): PartnerRow => ({ ...row, ...Object.fromEntries(MATCH_FIELDS.filter((field) => !fields.includes(field)).map((field) => [field, null])) })) };
  }
  return { ref: { record, connection: table.key, partner: partner.id }, partner, sourceTitle: table.name, search };
}
