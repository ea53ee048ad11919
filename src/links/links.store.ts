import type { RecordRef } from '#contract';
import type { Database, Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { Decided, LinkRef } from './link-ref.ts';

/** One decision as it is stored. */
export type Decision = { readonly id: string; readonly objectId: string; readonly connection: string; readonly partner: string; readonly key: string; readonly state: 'linked' | 'refused'; readonly byRule: boolean };

type Row = { readonly key: string; readonly state: 'linked' | 'refused'; readonly by: string; readonly at: Date; readonly byRule: boolean };

/** What was decided about a record, also by the id it had before a merge. */
export async function findDecided(tx: Tx, portalId: PortalId, { record, connection, partner }: LinkRef): Promise<Decided> {
  const rows = await tx.$queryRaw<Row[]>`
    select external_key as key, state, changed_by as by, changed_at as at, by_rule as "byRule" from record_links
    where portal_id = ${BigInt(portalId)} and connection = ${connection} and partner = ${partner} and object_type_id = ${record.objectTypeId}
      and object_id = coalesce((select merged_into from merged_records where portal_id = ${BigInt(portalId)} and object_type_id = ${record.objectTypeId} and object_id = ${record.objectId}), ${record.objectId})
    order by changed_at, external_key`;
  return toDecided(rows);
}

function toDecided(rows: readonly Row[]): Decided {
  const linked = rows.find(({ state }) => state === 'linked');
  return {
    link: linked === undefined ? null : { key: linked.key, by: linked.by, since: linked.at, byRule: linked.byRule },
    refused: rows.filter(({ state }) => state === 'refused').map(({ key }) => key),
    changedAt: rows.findLast(({ byRule }) => !byRule)?.at ?? null,
  };
}

const DECIDED = `
  select external_key as key, state, changed_by as by, changed_at as at, by_rule as "byRule" from record_links
  where portal_id = $1 and connection = $2 and partner = $3 and object_type_id = $4
    and object_id = coalesce((select merged_into from merged_records where portal_id = $1 and object_type_id = $4 and object_id = $5), $5)
  order by changed_at, external_key`;

/** The same in one round trip, for views. */
export async function readDecided(database: Database, portalId: PortalId, { record, connection, partner }: LinkRef): Promise<Decided> {
  return toDecided(await database.readInPortal<Row>(portalId, DECIDED, [portalId, connection, partner, record.objectTypeId, record.objectId]));
}

/** The same of many records of a type, by the ids they were asked by; those about which nothing was decided are missing. */
export async function readManyDecided(database: Database, portalId: PortalId, { objectTypeId, connection, partner }: Pick<LinkRef, 'connection' | 'partner'> & { readonly objectTypeId: string }, objectIds: readonly string[]): Promise<Map<string, Decided>> {
  const rows = await database.readInPortal<Row & { readonly asked: string }>(portalId, MANY_DECIDED, [portalId, connection, partner, objectTypeId, [...objectIds]]);
  return new Map([...Map.groupBy(rows, ({ asked }) => asked)].map(([asked, own]) => [asked, toDecided(own)]));
}

const MANY_DECIDED = `
  select asked.id as asked, l.external_key as key, l.state, l.changed_by as by, l.changed_at as at, l.by_rule as "byRule"
  from unnest($5::text[]) as asked(id)
  left join merged_records m on m.portal_id = $1 and m.object_type_id = $4 and m.object_id = asked.id
  join record_links l on l.portal_id = $1 and l.connection = $2 and l.partner = $3 and l.object_type_id = $4 and l.object_id = coalesce(m.merged_into, asked.id)
  order by l.changed_at, l.external_key`;

/** The id a record has since HubSpot merged it; its own when nothing is known of a merge. */
export async function currentId(tx: Tx, portalId: PortalId, { objectTypeId, objectId }: RecordRef): Promise<string> {
  const found = await tx.mergedRecord.findUnique({ where: { portalId_objectTypeId_objectId: { portalId: BigInt(portalId), objectTypeId, objectId } } });
  return found?.mergedInto ?? objectId;
}

/** Lets the decisions about one record come one after the other. */
export async function holdRecord(tx: Tx, portalId: PortalId, { record, connection, partner }: LinkRef): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`link ${connection} ${partner}`}), hashtext(${`${portalId} ${record.objectTypeId} ${record.objectId}`}))`;
}

/** Links the record to the key; false when another record holds the key and may not share it. Only with no link of the record's own. */
export async function insertLink(tx: Tx, portalId: PortalId, of: LinkRef, link: { readonly id: string; readonly key: string; readonly by: string; readonly exclusive: boolean; readonly byRule: boolean }): Promise<boolean> {
  const { record, connection, partner } = of;
  // Held by its key as well: two records that are linked to it at once must not both find it free.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`key ${connection} ${partner}`}), hashtext(${`${portalId} ${record.objectTypeId} ${link.key}`}))`;
  const taken = link.exclusive && (await tx.recordLink.count({
    where: { portalId: BigInt(portalId), connection, partner, objectTypeId: record.objectTypeId, externalKey: link.key, state: 'linked', exclusive: true, objectId: { not: record.objectId } },
  })) > 0;
  if (taken) return false;
  await writeRow(tx, portalId, of, { ...link, state: 'linked', reason: null });
  return true;
}

/** Lets go of a key that other records of the type hold only because a rule led to it; their ids. */
export async function dropRuled(tx: Tx, portalId: PortalId, { record, connection, partner }: LinkRef, key: string): Promise<string[]> {
  const dropped = await tx.$queryRaw<{ id: string }[]>`
    delete from record_links where portal_id = ${BigInt(portalId)} and connection = ${connection} and partner = ${partner} and object_type_id = ${record.objectTypeId}
      and external_key = ${key} and state = 'linked' and exclusive and by_rule and object_id <> ${record.objectId} returning object_id as id`;
  return dropped.map(({ id }) => id);
}

/** How many records of each type people linked to each partner of a connection. */
export async function countLinked(tx: Tx, portalId: PortalId, connection: string): Promise<{ readonly partner: string; readonly objectTypeId: string; readonly records: number }[]> {
  return tx.$queryRaw`
    select partner, object_type_id as "objectTypeId", count(*)::int as records from record_links
    where portal_id = ${BigInt(portalId)} and connection = ${connection} and state = 'linked' and not by_rule group by 1, 2`;
}

/** Lets go of all keys that records of a type hold only because a rule led to them, when the rule is another one; the number of them. */
export async function dropAllRuled(tx: Tx, portalId: PortalId, { connection, partner, objectTypeId }: Pick<LinkRef, 'connection' | 'partner'> & { readonly objectTypeId: string }): Promise<number> {
  const { count } = await tx.recordLink.deleteMany({ where: { portalId: BigInt(portalId), connection, partner, objectTypeId, byRule: true } });
  return count;
}

/** Notes that the key is not the same as the record, whatever stood there before. */
export async function refuseKey(tx: Tx, portalId: PortalId, of: LinkRef, refusal: { readonly id: string; readonly key: string; readonly by: string; readonly reason: string | null }): Promise<void> {
  await writeRow(tx, portalId, of, { ...refusal, state: 'refused', exclusive: false, byRule: false });
}

async function writeRow(tx: Tx, portalId: PortalId, { record, connection, partner }: LinkRef, row: {
  readonly id: string; readonly key: string; readonly by: string; readonly state: 'linked' | 'refused'; readonly exclusive: boolean; readonly byRule: boolean; readonly reason: string | null;
}): Promise<void> {
  // The database's clock: a job's beginning, which is compared with it, has that one too.
  await tx.$executeRaw`
    insert into record_links (id, portal_id, connection, partner, object_type_id, object_id, external_key, state, exclusive, by_rule, reason, changed_by, changed_at)
    values (${row.id}::uuid, ${BigInt(portalId)}, ${connection}, ${partner}, ${record.objectTypeId}, ${record.objectId}, ${row.key}, ${row.state}, ${row.exclusive}, ${row.byRule}, ${row.reason}, ${row.by}, clock_timestamp())
    on conflict (portal_id, connection, partner, object_type_id, object_id, external_key)
    do update set state = excluded.state, exclusive = excluded.exclusive, by_rule = excluded.by_rule, reason = excluded.reason, changed_by = excluded.changed_by, changed_at = excluded.changed_at`;
}

/** Takes back every "not the same" of the record; the number of them. */
export async function dropRefused(tx: Tx, portalId: PortalId, { record, connection, partner }: LinkRef): Promise<number> {
  const { count } = await tx.recordLink.deleteMany({ where: { portalId: BigInt(portalId), connection, partner, ...record, state: 'refused' } });
  return count;
}

/** Takes a click, by its request id and what it says; `again`: it was taken before, `other`: for something else. */
export async function takeDecision(tx: Tx, portalId: PortalId, click: { readonly userId: string; readonly key: string; readonly requestSha256: string }): Promise<'mine' | 'again' | 'other'> {
  const mark = { portalId: BigInt(portalId), route: 'decide-match', userId: click.userId, key: click.key };
  const { count } = await tx.idempotencyKey.createMany({ data: [{ ...mark, requestSha256: click.requestSha256, state: 'done' }], skipDuplicates: true });
  if (count === 1) return 'mine';
  const first = await tx.idempotencyKey.findUniqueOrThrow({ where: { portalId_userId_route_key: mark } });
  return first.requestSha256 === click.requestSha256 ? 'again' : 'other';
}

/** Every decision about these records of one type, oldest first, held until the transaction ends. */
export async function decisionsOf(tx: Tx, portalId: PortalId, objectTypeId: string, objectIds: readonly string[]): Promise<Decision[]> {
  return tx.$queryRaw`
    select id::text, object_id as "objectId", connection, partner, external_key as key, state, by_rule as "byRule" from record_links
    where portal_id = ${BigInt(portalId)} and object_type_id = ${objectTypeId} and object_id = any (${[...objectIds]}) order by changed_at, id for update`;
}

/** Gives a decision to another record, which has none about this key. */
export async function moveDecision(tx: Tx, id: string, objectId: string): Promise<void> {
  await tx.$executeRaw`update record_links set object_id = ${objectId} where id = ${id}::uuid`;
}

export async function dropDecision(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`delete from record_links where id = ${id}::uuid`;
}

/** Notes that records have another id now; those merged into them before follow. */
export async function noteMerged(tx: Tx, portalId: PortalId, objectTypeId: string, objectIds: readonly string[], into: string): Promise<void> {
  await tx.$executeRaw`
    insert into merged_records (portal_id, object_type_id, object_id, merged_into, merged_at)
    select ${BigInt(portalId)}, ${objectTypeId}, old, ${into}, clock_timestamp() from unnest(${[...objectIds]}::text[]) as old
    on conflict (portal_id, object_type_id, object_id) do update set merged_into = excluded.merged_into, merged_at = excluded.merged_at`;
  await tx.$executeRaw`
    update merged_records set merged_into = ${into} where portal_id = ${BigInt(portalId)} and object_type_id = ${objectTypeId} and merged_into = any (${[...objectIds]})`;
}

/** Deletes everything known of a contact's links; how many there were. */
export async function forgetContactLinks(tx: Tx, portalId: PortalId, contactId: string): Promise<number> {
  const { count } = await tx.recordLink.deleteMany({ where: { portalId: BigInt(portalId), objectTypeId: '0-1', objectId: contactId } });
  await tx.mergedRecord.deleteMany({ where: { portalId: BigInt(portalId), objectTypeId: '0-1', OR: [{ objectId: contactId }, { mergedInto: contactId }] } });
  return count;
}

/** Deletes decisions about records that were gone for so long by what HubSpot's events told, of all or of those linked to one key, and gives them. */
export async function dropGone(tx: Tx, portalId: PortalId, goneForMs: number, holding: { readonly ref: LinkRef; readonly key: string } | null): Promise<(Decision & { readonly objectTypeId: string })[]> {
  const dropped = await tx.$queryRaw<(Decision & { objectTypeId: string })[]>`
    delete from record_links l using record_changes c
    where l.portal_id = ${BigInt(portalId)} and c.portal_id = l.portal_id and c.object_type_id = l.object_type_id and c.object_id = l.object_id
      and c.state = 'gone' and c.seen_at <= clock_timestamp() - make_interval(secs => ${goneForMs / 1000}::float8)
      and (${holding === null} or (l.connection = ${holding?.ref.connection ?? ''} and l.partner = ${holding?.ref.partner ?? ''}
        and l.object_type_id = ${holding?.ref.record.objectTypeId ?? ''} and l.external_key = ${holding?.key ?? ''} and l.state = 'linked'))
    returning l.id::text, l.object_type_id as "objectTypeId", l.object_id as "objectId", l.connection, l.partner, l.external_key as key, l.state, l.by_rule as "byRule"`;
  if (holding === null) {
    await tx.$executeRaw`
      delete from merged_records m using record_changes c
      where m.portal_id = ${BigInt(portalId)} and c.portal_id = m.portal_id and c.object_type_id = m.object_type_id and c.object_id = m.merged_into
        and c.state = 'gone' and c.seen_at <= clock_timestamp() - make_interval(secs => ${goneForMs / 1000}::float8)`;
  }
  return dropped;
}

/** Linked records that HubSpot was not asked for since `before`, longest first. */
export async function listUnseen(tx: Tx, portalId: PortalId, before: Date, limit: number): Promise<{ readonly objectTypeId: string; readonly objectId: string }[]> {
  return tx.$queryRaw`
    select object_type_id as "objectTypeId", object_id as "objectId" from record_links where portal_id = ${BigInt(portalId)}
    group by 1, 2 having min(coalesce(looked_at, changed_at)) < ${before} order by min(coalesce(looked_at, changed_at)) limit ${limit}`;
}

export async function noteLooked(tx: Tx, portalId: PortalId, objectTypeId: string, objectIds: readonly string[], at: Date): Promise<void> {
  await tx.recordLink.updateMany({ where: { portalId: BigInt(portalId), objectTypeId, objectId: { in: [...objectIds] } }, data: { lookedAt: at } });
}

/** Other records that the key belongs to alone. */
export async function holdersOf(tx: Tx, portalId: PortalId, { record, connection, partner }: LinkRef, key: string): Promise<string[]> {
  const found = await tx.recordLink.findMany({
    where: { portalId: BigInt(portalId), connection, partner, objectTypeId: record.objectTypeId, externalKey: key, state: 'linked', exclusive: true, objectId: { not: record.objectId } },
    select: { objectId: true },
  });
  return found.map(({ objectId }) => objectId);
}

/** When a job was asked for; null when it is gone. */
export async function jobBegan(tx: Tx, jobId: string): Promise<Date | null> {
  return (await tx.job.findUnique({ where: { id: jobId }, select: { createdAt: true } }))?.createdAt ?? null;
}
