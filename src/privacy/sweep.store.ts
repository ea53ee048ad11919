import type { Database, Tx } from '../core/db/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { RETENTION } from './retention.ts';

const DAY_MS = 86_400_000;

/** Takes the portal that is due longest and sets when it is due next, so that one worker sweeps it. Null when none is due. */
export async function takeDuePortal(database: Database, now: Date, next: Date): Promise<PortalId | null> {
  const { rows } = await database.pool.query<{ id: string }>(
    `update sweep_line set next_at = $2 where portal_id = (select portal_id from sweep_line where next_at <= $1 order by next_at limit 1 for update skip locked)
     returning portal_id::text as id`, [now, next]);
  return rows[0] === undefined ? null : PortalId.parse(rows[0].id);
}

export async function findEnded(tx: Tx): Promise<{ readonly state: string; readonly endedAt: Date | null } | null> {
  return tx.install.findFirst({ select: { state: true, endedAt: true } });
}

/** A portal that never installed: what was counted of its events goes with its time, and with the last of it its place in the line. */
export async function forgetStranger(tx: Tx, portalId: PortalId, now: number): Promise<void> {
  await deleteOld(tx, now, 1_000);
  await tx.$executeRaw`delete from sweep_line s where portal_id = ${BigInt(portalId)}
    and not exists (select 1 from webhook_drops d where d.portal_id = s.portal_id) and not exists (select 1 from installs i where i.portal_id = s.portal_id)`;
}

/** Deletes up to `most` rows of each table whose time is over, and says how many there were of the table with most. */
export async function deleteOld(tx: Tx, now: number, most: number): Promise<number> {
  await tx.$queryRaw`select set_config('app.audit_retention', 'on', true)`;
  let largest = 0;
  for (const [table, kept] of Object.entries(RETENTION)) {
    if (kept.kind !== 'days' || table === 'jobs') continue;
    const where = `${kept.since} < $1${kept.where === undefined ? '' : ` and ${kept.where}`}`;
    const deleted = await tx.$executeRawUnsafe(`delete from ${table} where ctid = any (array(select ctid from ${table} where ${where} limit $2))`, new Date(now - kept.days * DAY_MS), most);
    largest = Math.max(largest, deleted);
  }
  return largest;
}

/** Ended jobs whose time is over; what belongs to them in the file store goes first. */
export async function listOldJobs(tx: Tx, now: number, most: number): Promise<string[]> {
  const { jobs } = RETENTION;
  if (jobs?.kind !== 'days') return [];
  const old = await tx.job.findMany({
    where: { state: { notIn: ['queued', 'running', 'held'] }, finishedAt: { lt: new Date(now - jobs.days * DAY_MS) } }, select: { id: true }, take: most,
  });
  return old.map(({ id }) => id);
}

export async function deleteJobs(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.job.deleteMany({ where: { id: { in: [...ids] } } });
}

/** Files whose time is over and whose own order to delete them was lost. */
export async function listOverdueFiles(tx: Tx, now: Date, most: number): Promise<string[]> {
  const overdue = await tx.artifact.findMany({ where: { deletedAt: null, expiresAt: { lt: now } }, select: { jobId: true }, take: most });
  return overdue.map(({ jobId }) => jobId);
}

/** Which of these are jobs of the portal. */
export async function knownJobs(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const found = await tx.job.findMany({ where: { id: { in: [...ids] } }, select: { id: true } });
  return new Set(found.map(({ id }) => id));
}

export async function dropOldStates(tx: Tx, before: Date): Promise<void> {
  await tx.oauthState.deleteMany({ where: { expiresAt: { lt: before } } });
}
