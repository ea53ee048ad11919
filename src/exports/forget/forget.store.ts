import type { Tx } from '../../core/db/index.ts';
import { forgetValues } from '../repair/repair-rows.store.ts';

/** What an export has to do with a contact. `about`: it was made of this contact's own tables. `may-hold`: it reads a list of contacts. */
export type Affected = { readonly jobId: string; readonly how: 'about' | 'may-hold' };

/** Exports of the portal in which the contact stands or may stand, finished ones too. */
export async function listAffected(tx: Tx, contactId: string): Promise<Affected[]> {
  const rows = await tx.$queryRaw<{ jobId: string; about: boolean }[]>`
    select job_id as "jobId", bool_or(query->'record'->>'objectTypeId' = '0-1' and query->'record'->>'objectId' = ${contactId} and table_id not like '%@portal') as about
    from export_sheets
    where (query->'record'->>'objectTypeId' = '0-1' and query->'record'->>'objectId' = ${contactId} and table_id not like '%@portal')
      or table_id like 'hubspot:contacts@%'
    group by job_id`;
  return rows.map(({ jobId, about }) => ({ jobId, how: about ? 'about' : 'may-hold' }));
}

/** Tables of the whole portal that were exported from the contact's page do not hold it, but remember where they were asked for. */
export async function forgetWhereAsked(tx: Tx, contactId: string): Promise<void> {
  await tx.$executeRaw`
    update export_sheets set query = jsonb_set(query, '{record,objectId}', '"1"')
    where query->'record'->>'objectTypeId' = '0-1' and query->'record'->>'objectId' = ${contactId} and table_id like '%@portal'`;
}

/** Locks the job for the rest of the transaction and takes it from whoever works on it: that worker's writes are refused from now on. */
export async function takeAway(tx: Tx, jobId: string): Promise<string | null> {
  const [job] = await tx.$queryRaw<{ state: string }[]>`
    update jobs set fence = fence + 1, lease_until = null where id = ${jobId}::uuid returning state`;
  return job?.state ?? null;
}

/**
 * Lets an export begin anew, as if it had never been read: an unfinished one after a pause in which HubSpot's search
 * learns of the deletion, a stopped one when its owner retries it. One that was only finishing a part stops again.
 */
export async function startAnew(tx: Tx, jobId: string, afterSeconds: number): Promise<void> {
  await dropReading(tx, jobId);
  // A view has no export.
  await tx.export.updateMany({ where: { jobId }, data: { asOf: null } });
  await tx.$executeRaw`
    update jobs set rows_done = 0, claimed_rows = 0, rows_total = null, phase = 'planning', attempts = 0, waiting = null, waiting_since = null,
      state = case when state in ('queued', 'running') then coalesce(partial, 'queued') else state end,
      finished_at = case when state in ('queued', 'running') and partial is not null then clock_timestamp() else finished_at end,
      ready_at = clock_timestamp() + make_interval(secs => ${afterSeconds}::float8)
    where id = ${jobId}::uuid`;
}

/** Takes a finished file back: its links are worth nothing, and its certificate keeps no record's key. */
export async function withdrawFile(tx: Tx, jobId: string, why: string, at: Date): Promise<boolean> {
  const withdrawn = await tx.artifact.updateMany({ where: { jobId, deletedAt: null }, data: { deletedAt: at, withdrawn: why } });
  await tx.downloadLink.updateMany({ where: { jobId, revokedAt: null }, data: { revokedAt: at } });
  // What was written beside the file may name the contact, too.
  await tx.fileShare.updateMany({ where: { jobId }, data: { note: null } });
  await tx.fileShare.updateMany({ where: { jobId, endedAt: null }, data: { endedAt: at } });
  await dropReading(tx, jobId);
  await tx.$executeRaw`delete from left_out_rows where job_id = ${jobId}::uuid`;
  await forgetValues(tx, jobId);
  await tx.$executeRaw`update artifacts set certificate = jsonb_build_object('withdrawn', true) where job_id = ${jobId}::uuid`;
  return withdrawn.count === 1;
}

/** What was staged, how far, and by which plan: a plan may name records one by one. */
async function dropReading(tx: Tx, jobId: string): Promise<void> {
  await tx.chunk.deleteMany({ where: { jobId } });
  await tx.exportPart.deleteMany({ where: { jobId } });
  await tx.$executeRaw`update export_sheets set plan = null where job_id = ${jobId}::uuid`;
}

export async function deleteJob(tx: Tx, jobId: string): Promise<void> {
  await tx.job.deleteMany({ where: { id: jobId } });
}
