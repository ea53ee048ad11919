import type { RecordRef } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { findDecided } from '../links/index.ts';
import type { PartnerRow } from '../sources/define-source.ts';
import { decidedNow } from './decided-now.ts';
import { differences } from './differences.ts';
import type { Differences } from './differences.ts';
import { openMatch } from './open-match.ts';
import { readTraits } from './read-traits.ts';

/**
 * `linked`: by its id; `by_rule`: the record's properties lead to one row; `several`: they lead to more than one; `gone`: it is linked to
 * a row that the other system no longer has. `row` is null where there is not exactly one.
 */
export type LinkCheck = Differences & { readonly link: 'linked' | 'by_rule' | 'several' | 'none' | 'gone'; readonly row: PartnerRow | null };

const NOTHING: Differences = { compared: [], differ: [] };

/** What a record is in the other system, and whether both still say the same of it. Changes nothing. Throws table.unknown, access.refused, source.*, hubspot.*. */
export async function checkLink(context: Context, caller: Caller, request: { readonly record: RecordRef; readonly tableId: string }, signal: AbortSignal): Promise<LinkCheck> {
  const at = { lane: 'background', purpose: { area: 'actions' } } as const;
  const { portalId } = caller;
  const { ref, partner, search } = await openMatch(context, caller, request, signal, at);
  const known = await context.database.inPortal(portalId, (tx) => findDecided(tx, portalId, ref));
  const record = await readTraits(context, { portalId, signal, ...at }, ref.record, partner.idProperty);
  const { link, refused } = await decidedNow(context, portalId, ref, record, known);
  const { rows } = await search(link === null ? { by: 'rule' } : { by: 'keys', keys: [link.key] });
  const [row, ...others] = rows.filter(({ key }) => !refused.includes(key));
  if (row === undefined) return { link: link === null ? 'none' : 'gone', row: null, ...NOTHING };
  if (others.length > 0) return { link: 'several', row: null, ...NOTHING };
  return { link: link === null ? 'by_rule' : 'linked', row, ...differences(record.traits, row) };
}
