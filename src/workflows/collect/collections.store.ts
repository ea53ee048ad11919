import { z } from 'zod';
import { ExportFormat, RecordRef, SELECTION_LIMIT } from '#contract';
import type { Tx } from '../../core/db/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';

/** What the file of a collection holds besides its records. `record` is one of them. */
export const Wanted = z.object({ template: z.string(), table: z.string(), format: ExportFormat, record: RecordRef });
export type Wanted = z.infer<typeof Wanted>;
export type Collection = { readonly id: string; readonly userId: string; readonly wanted: Wanted; readonly closesAt: Date };
export type NewCollection = Collection & { readonly portalId: PortalId; readonly key: string; readonly openedAt: Date };

const Row = z.object({ id: z.string(), userId: z.string(), wanted: Wanted, closesAt: z.date() });

/** Counts one more record in the open collection of this key, and gives its id; null when there is none with room and time. */
export async function addToOpen(tx: Tx, key: string, now: Date): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    update workflow_collections set records = records + 1 where key = ${key} and state = 'open' and closes_at > ${now} and records < ${SELECTION_LIMIT} returning id::text`;
  return row?.id ?? null;
}

/** Ends an open one that takes no more, and only such a one: another may have been opened this moment. Ids of what is to be closed now. */
export async function endOpen(tx: Tx, key: string, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    update workflow_collections set state = 'closing' where key = ${key} and state = 'open' and (closes_at <= ${now} or records >= ${SELECTION_LIMIT}) returning id::text`;
  return rows.map(({ id }) => id);
}

/** Opens one without a record yet; false when somebody else has opened one at the same moment. */
export async function insertCollection(tx: Tx, { id, portalId, key, userId, wanted, openedAt, closesAt }: NewCollection): Promise<boolean> {
  return (await tx.$executeRaw`
    insert into workflow_collections (id, portal_id, key, user_id, object_type_id, wanted, state, records, opened_at, closes_at)
    values (${id}::uuid, ${BigInt(portalId)}, ${key}, ${userId}, ${wanted.record.objectTypeId}, ${JSON.stringify(wanted)}::jsonb, 'open', 0, ${openedAt}, ${closesAt})
    on conflict do nothing`) === 1;
}

/** From now on nobody joins it. `early`: its time is not over. Null when it is closed or gone. */
export async function beginClosing(tx: Tx, id: string, now: Date): Promise<{ readonly collection: Collection; readonly early: boolean } | null> {
  await tx.$executeRaw`update workflow_collections set state = 'closing' where id = ${id}::uuid and state = 'open' and closes_at <= ${now}`;
  const row = await tx.workflowCollection.findUnique({ where: { id } });
  return row === null || row.state === 'closed' ? null : { collection: Row.parse(row), early: row.state === 'open' };
}

/** Takes an erased contact out of what collections name as one of their records. */
export async function forgetRecord(tx: Tx, contactId: string): Promise<void> {
  await tx.$executeRaw`
    update workflow_collections set wanted = jsonb_set(wanted, '{record,objectId}', '"1"')
    where object_type_id = '0-1' and wanted->'record'->>'objectId' = ${contactId}`;
}

/** Closes it with the job all its runs wait for, in the transaction that makes the job. */
export async function closeWithJob(tx: Tx, id: string, jobId: string): Promise<void> {
  await tx.workflowCollection.updateMany({ where: { id }, data: { state: 'closed' } });
  await tx.workflowRun.updateMany({ where: { collectionId: id, state: 'waiting', jobId: null }, data: { jobId } });
}

/** Closes it without a file: every run is due to be told why. */
export async function closeWithout(tx: Tx, portalId: PortalId, id: string, outputs: Readonly<Record<string, string>>): Promise<void> {
  await tx.workflowCollection.updateMany({ where: { id }, data: { state: 'closed' } });
  const told = await tx.$executeRaw`
    update workflow_runs set state = 'due', outputs = ${JSON.stringify(outputs)}::jsonb, next_at = greatest(clock_timestamp(), created_at + interval '2 seconds')
    where collection_id = ${id}::uuid and state = 'waiting' and job_id is null`;
  if (told === 0) return;
  await tx.$executeRaw`
    insert into workflow_line (portal_id, ready_at) values (${BigInt(portalId)}, clock_timestamp())
    on conflict (portal_id) do update set ready_at = least(workflow_line.ready_at, excluded.ready_at)`;
}
