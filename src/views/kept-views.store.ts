import { ViewTableRequest } from '#contract';
import type { Database, Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { Rights } from '../policies/index.ts';
import { ViewProgress } from './view-progress.ts';

export type KeptView = {
  readonly jobId: string;
  readonly userId: string;
  readonly request: ViewTableRequest;
  /** Where the page begins in the source. */
  readonly cursor: string | null;
  /** With which rights `progress` was read. */
  readonly access: Rights;
  readonly progress: ViewProgress;
  /** The table's shape when it was begun; null where it has none. */
  readonly shape: string | null;
  readonly asOf: Date;
  readonly until: Date;
};
export type ViewRef = { readonly portalId: PortalId; readonly userId: string; readonly viewKey: string };

const OF_QUESTION = `
  select v.job_id as "jobId", v.user_id as "userId", v.request, v.cursor, v.access, v.progress, v.shape, v.as_of as "asOf", v.until, j.state
  from kept_views v join jobs j on j.id = v.job_id
  where v.portal_id = $1 and v.user_id = $2 and v.view_key = $3 and v.until > $4 and j.cancel_requested_at is null`;

/** The kept view of this very question, with the state of its job; null when there is none, its time is over or it is being cancelled. Asked for every view. */
export async function readKeptView(database: Database, { portalId, userId, viewKey }: ViewRef, now: Date): Promise<(KeptView & { readonly state: string }) | null> {
  const [row] = await database.readInPortal<KeptRow & { readonly state: string }>(portalId, OF_QUESTION, [portalId, userId, viewKey, now]);
  return row === undefined ? null : { ...toView(row), state: row.state };
}

/** The same under the lock of a hand-off. */
export async function findKeptView(tx: Tx, { portalId, userId, viewKey }: ViewRef, now: Date): Promise<(KeptView & { readonly state: string }) | null> {
  const row = await tx.keptView.findUnique({ where: { portalId_userId_viewKey: { portalId: BigInt(portalId), userId, viewKey } }, include: { job: { select: { state: true, cancelRequestedAt: true } } } });
  return row === null || row.until <= now || row.job.cancelRequestedAt !== null ? null : { ...toView(row), state: row.job.state };
}

/** Null when it was deleted, for a contact's privacy or because its time is over. */
export async function findViewOfJob(tx: Tx, jobId: string): Promise<KeptView | null> {
  const row = await tx.keptView.findUnique({ where: { jobId } });
  return row === null ? null : toView(row);
}

/** Views of this person that are still under way. */
export async function countOpenViews(tx: Tx, userId: string): Promise<number> {
  return tx.keptView.count({ where: { userId, job: { state: { in: ['queued', 'running'] } } } });
}

/** One hand-off of a person at a time: two tabs ask for the same rows at the same moment, and all of theirs are counted. */
export async function lockViews(tx: Tx, { portalId, userId }: ViewRef): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`views ${portalId} ${userId}`}, 0)) is null`;
}

export async function insertKeptView(tx: Tx, ref: ViewRef, view: KeptView): Promise<void> {
  const { portalId, viewKey } = ref;
  await dropKeptView(tx, ref);
  await tx.keptView.create({ data: { ...view, portalId: BigInt(portalId), viewKey } });
}

/** False when the view was deleted meanwhile. */
export async function saveProgress(tx: Tx, jobId: string, change: Partial<Pick<KeptView, 'progress' | 'access' | 'asOf' | 'until'>>): Promise<boolean> {
  return (await tx.keptView.updateMany({ where: { jobId }, data: change })).count === 1;
}

export async function dropKeptView(tx: Tx, { portalId, userId, viewKey }: ViewRef): Promise<void> {
  await tx.keptView.deleteMany({ where: { portalId: BigInt(portalId), userId, viewKey } });
}

/** What stands in a job's line of the inbox about its view, by job id; the rows themselves stay where they are. */
export async function describeKeptViews(tx: Tx, jobIds: readonly string[]): Promise<Map<string, { rows: number; until: Date; record: ViewTableRequest['query']['record'] }>> {
  const rows = await tx.$queryRaw<{ jobId: string; rows: number; until: Date; record: ViewTableRequest['query']['record'] }[]>`
    select job_id as "jobId", jsonb_array_length(progress -> 'rows') as rows, until, request -> 'query' -> 'record' as record
    from kept_views where job_id = any (${[...jobIds]}::uuid[])`;
  return new Map(rows.map(({ jobId, ...view }) => [jobId, view]));
}

/** Deletes all kept views of the portal: nobody knows of which of them a contact is a part. They are read again when asked for. */
export async function forgetKeptViews(tx: Tx): Promise<number> {
  return (await tx.keptView.deleteMany({})).count;
}

/** The same of these tables of a connection only, whichever way they are shown. */
export async function forgetKeptViewsOf(tx: Tx, connection: string, tables: readonly string[]): Promise<void> {
  await tx.$executeRaw`delete from kept_views where split_part(request -> 'query' ->> 'tableId', '@', 1) = any (${tables.map((table) => `${connection}:${table}`)})`;
}

type KeptRow = { readonly jobId: string; readonly userId: string; readonly request: unknown; readonly cursor: string | null; readonly access: unknown; readonly progress: unknown; readonly shape: string | null; readonly asOf: Date; readonly until: Date };

function toView(row: KeptRow): KeptView {
  const { jobId, userId, cursor, shape, asOf, until } = row;
  return { jobId, userId, cursor, shape, asOf, until, request: ViewTableRequest.parse(row.request), access: Rights.parse(row.access), progress: ViewProgress.parse(row.progress) };
}
