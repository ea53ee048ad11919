import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { RecordChange } from './record-change.ts';

/** Adds changes to what is known. Order does not matter: the newest time stays, and an erased record stays erased. */
export async function addChanges(tx: Tx, portalId: PortalId, changes: readonly RecordChange[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.$executeRaw`
    insert into record_changes as c (portal_id, object_type_id, object_id, state, changed_at, linked_at, seen_at, events)
    select ${BigInt(portalId)}, e."objectTypeId", e."objectId", e.state, e."changedAt", e."linkedAt", clock_timestamp(), e.events
    from jsonb_to_recordset(${JSON.stringify(changes.map(toRow))}::jsonb)
      as e("objectTypeId" text, "objectId" text, state text, "changedAt" timestamptz, "linkedAt" timestamptz, events bigint)
    order by 2, 3
    on conflict (portal_id, object_type_id, object_id) do update set
      state = case when c.state = 'erased' or excluded.state = 'unknown' then c.state else excluded.state end,
      changed_at = greatest(c.changed_at, excluded.changed_at), linked_at = greatest(c.linked_at, excluded.linked_at),
      seen_at = excluded.seen_at, events = c.events + excluded.events`;
}

function toRow(change: RecordChange): object {
  return { ...change, changedAt: new Date(change.changedAt), linkedAt: change.linkedAt === null ? null : new Date(change.linkedAt) };
}

/** The newest change of a type of record that came to our knowledge after `since` and happened after it, or null. */
export async function newestChangeOfType(tx: Tx, portalId: PortalId, objectTypeId: string, since: Date): Promise<Date | null> {
  const found = await tx.$queryRaw<{ at: Date | null }[]>`
    select max(changed_at) as at from record_changes
    where portal_id = ${BigInt(portalId)} and object_type_id = ${objectTypeId} and seen_at > ${since} and changed_at > ${since}`;
  return found[0]?.at ?? null;
}

/** The same for some records, and for links of the record they hang on. */
export async function newestChangeOfRows(tx: Tx, portalId: PortalId, of: {
  readonly objectTypeId: string;
  readonly objectIds: readonly string[];
  readonly record: { readonly objectTypeId: string; readonly objectId: string };
  readonly since: Date;
}): Promise<Date | null> {
  const found = await tx.$queryRaw<{ at: Date | null }[]>`
    select greatest(
      (select max(changed_at) from record_changes where portal_id = ${BigInt(portalId)} and object_type_id = ${of.objectTypeId}
        and object_id = any (${[...of.objectIds]}) and seen_at > ${of.since} and changed_at > ${of.since}),
      (select linked_at from record_changes where portal_id = ${BigInt(portalId)} and object_type_id = ${of.record.objectTypeId}
        and object_id = ${of.record.objectId} and seen_at > ${of.since} and linked_at > ${of.since})) as at`;
  return found[0]?.at ?? null;
}

/** Forgets what happened before `before`, except that a record was erased. */
export async function dropOldChanges(tx: Tx, portalId: PortalId, before: Date): Promise<void> {
  await tx.$executeRaw`delete from record_changes where portal_id = ${BigInt(portalId)} and seen_at < ${before} and state <> 'erased'`;
}

/** Ids of the records of a type that HubSpot told us of since then and that were not erased. */
export async function knownRecords(tx: Tx, portalId: PortalId, objectTypeId: string, since: Date): Promise<string[]> {
  const known = await tx.$queryRaw<{ id: string }[]>`
    select object_id as id from record_changes
    where portal_id = ${BigInt(portalId)} and object_type_id = ${objectTypeId} and seen_at >= ${since} and state <> 'erased' order by object_id`;
  return known.map(({ id }) => id);
}

/** Which reports: of a type of record since a moment, by ascending id behind `after`. */
type Reported = { readonly portalId: PortalId; readonly objectTypeId: string; readonly since: Date; readonly after: string; readonly limit: number };

/** Ids of records that were linked to another, or no longer are, since then, and that are still there. */
export async function listLinked(tx: Tx, of: Reported): Promise<string[]> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    select object_id as id from record_changes where portal_id = ${BigInt(of.portalId)} and object_type_id = ${of.objectTypeId}
      and linked_at >= ${of.since} and state not in ('gone', 'erased') and object_id::bigint > ${BigInt(of.after)} order by object_id::bigint limit ${of.limit}`;
  return found.map(({ id }) => id);
}

/** Ids of records that are gone, by an event since then. An erased one is never named again. */
export async function listGone(tx: Tx, of: Reported): Promise<string[]> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    select object_id as id from record_changes where portal_id = ${BigInt(of.portalId)} and object_type_id = ${of.objectTypeId}
      and changed_at >= ${of.since} and state = 'gone' and object_id::bigint > ${BigInt(of.after)} order by object_id::bigint limit ${of.limit}`;
  return found.map(({ id }) => id);
}
