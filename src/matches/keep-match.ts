import { writeAudit } from '../audit/index.ts';
import type { Caller } from '../access/index.ts';
import type { OpenTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { toAppError } from '../core/errors/index.ts';
import { currentId, findDecided, holdRecord, insertLink } from '../links/index.ts';
import type { LinkRef } from '../links/index.ts';

/** Nobody waits for it longer: what is not kept today is kept at the next use. */
const PATIENCE_MS = 2_000;

/**
 * Keeps by its id what the connection's rule leads a record to, once somebody uses its rows: exports them, or does something in HubSpot
 * with one. From then on a changed domain or e-mail no longer leads elsewhere (S1.5, S4.16). Only where the rule leads to one row of the other
 * system, which has an id beside what the rule compares. Looking at rows keeps nothing, so that a slip in a property can still be mended.
 * Never fails: the use goes on without.
 */
export async function keepMatch(context: Context, caller: Caller, table: OpenTable): Promise<void> {
  try {
    await keep(context, caller, table);
  } catch (thrown) {
    const { code } = toAppError(thrown);
    context.log.info({ portalId: caller.portalId, code, err: thrown }, 'match not kept');
  }
}

async function keep(context: Context, { portalId, userId }: Caller, { key: connection, source, context: asking, query }: OpenTable): Promise<void> {
  const { table: { partner, scope }, record } = query;
  if (partner?.byId !== true || scope !== 'record' || record === null || source.partners === undefined) return;
  const known = (await asking.recordLink?.(record, partner.id)) ?? { key: null, refused: [] };
  if (known.key !== null) return;
  const within = { ...asking, signal: AbortSignal.any([asking.signal, AbortSignal.timeout(PATIENCE_MS)]) };
  const { rows } = await source.partners(within, query, { by: 'rule' });
  const [only, ...others] = rows.filter(({ key }) => !known.refused.includes(key));
  if (only === undefined || others.length > 0) return;

  await context.database.inPortal(portalId, async (tx) => {
    const ref: LinkRef = { record: { ...record, objectId: await currentId(tx, portalId, record) }, connection, partner: partner.id };
    await holdRecord(tx, portalId, ref);
    const decided = await findDecided(tx, portalId, ref);
    if (decided.link !== null || decided.refused.includes(only.key)) return;
    if (!(await insertLink(tx, portalId, ref, { id: context.newId(), key: only.key, by: userId, exclusive: partner.exclusive, byRule: true }))) return;
    await writeAudit(tx, portalId, { userId, action: 'record.linked', subject: ref.record.objectId, details: { ...ref.record, connection, partner: partner.id, key: only.key, why: 'rule' } });
  });
}
