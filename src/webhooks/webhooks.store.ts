import { databaseError } from '../core/db/database-error.ts';
import type { Database, Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { InboxEvent, Touched } from './inbox-event.ts';

/** Told when a portal comes into the line. */
export const WEBHOOK_CHANNEL = 'webhook_line';

export type StoreCounts = { readonly stored: number; readonly repeated: number; readonly dropped: number };

/** One statement and one commit, whatever portals the events are of: the function of the migrations. */
export async function storeEvents(database: Database, events: readonly InboxEvent[]): Promise<StoreCounts> {
  const { rows } = await inKnownWords(database.pool.query<StoreCounts>('select * from store_webhook_events($1::jsonb)', [JSON.stringify(events)]));
  return rows[0]!;
}

export async function saveStray(database: Database, stray: { key: string; reason: string; sealedRaw: string }): Promise<void> {
  await inKnownWords(database.pool.query('insert into webhook_strays (event_key, reason, sealed_raw) values ($1, $2, $3) on conflict do nothing', [stray.key, stray.reason, stray.sealedRaw]));
}

async function inKnownWords<T>(query: Promise<T>): Promise<T> {
  try {
    return await query;
  } catch (thrown) {
    throw databaseError(thrown);
  }
}

/** A portal whose events this worker may take until its lease ends or another one's fence is higher. */
export type Claim = { readonly portalId: string; readonly fence: string; readonly batch: number };

export async function claimPortal(database: Database, leaseSeconds: number): Promise<Claim | null> {
  const { rows } = await database.pool.query<Claim>('select * from claim_webhook_portal($1)', [leaseSeconds]);
  return rows[0] ?? null;
}

/** Locks the portal's place in the line for the rest of the transaction; false when it has passed to another worker. */
export async function holdsPlace(tx: Tx, portalId: PortalId, fence: string): Promise<boolean> {
  const held = await tx.$queryRaw<{ fence: string }[]>`
    select fence::text as fence from webhook_line where portal_id = ${BigInt(portalId)} for no key update`;
  return held[0]?.fence === fence;
}

export type PendingEvent = {
  readonly key: string;
  readonly kind: string;
  readonly objectTypeId: string;
  readonly objectId: string;
  readonly touched: readonly Touched[];
  readonly occurredAt: Date;
  readonly attempts: number;
};

/** The next events in order of occurrence. One that waits for another try holds back the later ones of its record, and no others. */
export async function nextEvents(tx: Tx, portalId: PortalId, limit: number): Promise<PendingEvent[]> {
  return tx.$queryRaw<PendingEvent[]>`
    with waiting as materialized (
      select object_type_id, object_id, min(occurred_at) as since from webhook_events
      where portal_id = ${BigInt(portalId)} and state = 'pending' and ready_at > clock_timestamp() group by 1, 2)
    select event_key as key, kind, object_type_id as "objectTypeId", object_id as "objectId", touched, occurred_at as "occurredAt", attempts
    from webhook_events e
    where portal_id = ${BigInt(portalId)} and state = 'pending' and ready_at <= clock_timestamp()
      and not exists (select 1 from waiting w where w.object_type_id = e.object_type_id and w.object_id = e.object_id and w.since < e.occurred_at)
    order by occurred_at, id limit ${limit}`;
}

/** Notes that an event is tried, before it is: whatever becomes of this process, the next try comes later and is counted. */
export async function noteAttempt(tx: Tx, portalId: PortalId, key: string, againMs: number): Promise<void> {
  await tx.$executeRaw`
    update webhook_events set attempts = attempts + 1, ready_at = clock_timestamp() + make_interval(secs => ${againMs / 1000})
    where portal_id = ${BigInt(portalId)} and event_key = ${key} and state = 'pending'`;
}

/** Puts events off because something they need is away. It was not the events that failed, so no attempt is counted. */
export async function postponeEvents(tx: Tx, portalId: PortalId, events: readonly PendingEvent[], againMs: number): Promise<void> {
  await tx.$executeRaw`
    update webhook_events e set attempts = was.attempts, ready_at = clock_timestamp() + make_interval(secs => ${againMs / 1000})
    from jsonb_to_recordset(${JSON.stringify(events.map(({ key, attempts }) => ({ key, attempts })))}::jsonb) as was(key text, attempts integer)
    where portal_id = ${BigInt(portalId)} and event_key = was.key and state = 'pending'`;
}

export async function finishEvents(tx: Tx, portalId: PortalId, keys: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    update webhook_events set state = 'done', done_at = clock_timestamp(), reason = null
    where portal_id = ${BigInt(portalId)} and event_key = any (${[...keys]}) and state = 'pending'`;
}

export async function quarantineEvent(tx: Tx, portalId: PortalId, key: string, reason: string): Promise<void> {
  await tx.$executeRaw`
    update webhook_events set state = 'quarantined', reason = ${reason}, done_at = clock_timestamp()
    where portal_id = ${BigInt(portalId)} and event_key = ${key} and state = 'pending'`;
}

/** Says that the round has ended, well or badly, and gives the place back for the next one. */
export async function endRound(tx: Tx, portalId: PortalId, ended: 'well' | 'badly'): Promise<void> {
  await tx.$executeRaw`
    update webhook_line set held_until = null, open_round = false,
      batch = case when ${ended} = 'well' then least(500, batch * 4) else greatest(1, batch / 8) end
    where portal_id = ${BigInt(portalId)}`;
}

/**
 * Takes the portal out of the line when it has nothing pending, or lets it wait for its next try. The lock waits for
 * receivers that are storing events of this portal, so what they store is seen by the look that follows.
 */
export async function leaveLine(tx: Tx, portalId: PortalId, fence: string): Promise<boolean> {
  const held = await tx.$queryRaw<{ fence: string }[]>`
    select fence::text as fence from webhook_line where portal_id = ${BigInt(portalId)} for update`;
  if (held[0]?.fence !== fence) return false;
  const next = await tx.$queryRaw<{ at: Date | null }[]>`
    select min(ready_at) as at from webhook_events where portal_id = ${BigInt(portalId)} and state = 'pending'`;
  const at = next[0]?.at ?? null;
  if (at === null) await tx.$executeRaw`delete from webhook_line where portal_id = ${BigInt(portalId)}`;
  else await tx.$executeRaw`update webhook_line set held_until = null, open_round = false, ready_at = ${at} where portal_id = ${BigInt(portalId)}`;
  return at === null;
}

/** Lets events of a stretch of time be processed once more; those that could not be read stay where they are. */
export async function reopenEvents(tx: Tx, portalId: PortalId, from: Date, to: Date): Promise<number> {
  const reopened = await tx.$executeRaw`
    update webhook_events set state = 'pending', attempts = 0, ready_at = clock_timestamp(), done_at = null, reason = null
    where portal_id = ${BigInt(portalId)} and received_at >= ${from} and received_at < ${to} and kind <> 'unreadable' and state in ('done', 'quarantined')`;
  if (reopened > 0) await tx.$executeRaw`select join_webhook_line(${BigInt(portalId)})`;
  return reopened;
}

/** Deletes what is done or was put aside and is older than its time. */
export async function dropOldEvents(tx: Tx, portalId: PortalId, before: { readonly done: Date; readonly quarantined: Date }): Promise<number> {
  return tx.$executeRaw`
    delete from webhook_events where portal_id = ${BigInt(portalId)}
      and ((state = 'done' and received_at < ${before.done}) or (state = 'quarantined' and received_at < ${before.quarantined}))`;
}

export async function dropOldStrays(database: Database, before: Date): Promise<void> {
  await database.pool.query('delete from webhook_strays where received_at < $1', [before]);
}
