import { ExportFormat } from '#contract';
import type { HeldFor, Job, NoticeState } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { describeJob, keptOf } from './describe-job.ts';
import type { Lineage, ShownArtifact, ShownRow, ShownView } from './describe-job.ts';
import { LINEAGE } from './repair/repair.store.ts';

/** Dates in here come as JSON writes them. */
type Told<Row> = { readonly [Key in keyof Row]: Row[Key] extends Date ? string : Row[Key] extends Date | null ? string | null : Row[Key] };

type Listed = Omit<ShownRow, 'rowsDone' | 'rowsTotal' | 'claimedRows'> & Lineage & {
  readonly rowsDone: string;
  readonly rowsTotal: string | null;
  readonly claimedRows: string;
  readonly format: string | null;
  readonly notices: NoticeState[] | null;
  readonly artifact: Told<ShownArtifact> | null;
  readonly view: Told<ShownView> | null;
  readonly held: HeldFor | null;
  readonly kept: string | null;
  readonly ahead: number | null;
};

/**
 * Asked by every open card, again and again while a job runs: one question for everything that is shown of a job, instead of
 * one for each kind of thing. The tables of notices, approvals and kept views are read here for that reason alone.
 */
const QUESTION = `
  with own as (
    select * from jobs where portal_id = current_setting('app.portal_id')::bigint and user_id = $1
      and ($3::uuid is null or (created_at, id) < (select created_at, id from jobs where id = $3::uuid and user_id = $1))
    order by created_at desc, id desc limit $2
  ), line as (
    select job_id, row_number() over (order by waits_since, job_id) - 1 as ahead from job_line
    where exists (select 1 from own where state = 'queued') and portal_id = current_setting('app.portal_id')::bigint
      and ready_at <= clock_timestamp() and (held_until is null or held_until < clock_timestamp())
  )
  select own.id, own.kind, own.title, own.state, own.lane, own.phase, own.rows_done as "rowsDone", own.rows_total as "rowsTotal", own.claimed_at as "claimedAt",
    own.claimed_rows as "claimedRows", own.error, own.waiting, own.waiting_since as "waitingSince", own.cancel_requested_at as "cancelRequestedAt",
    own.created_at as "createdAt", own.finished_at as "finishedAt", exports.format, line.ahead::integer as ahead, ${LINEAGE},
    (select json_agg(json_strip_nulls(json_build_object('kind', kind, 'channel', channel, 'state', case state when 'sending' then 'pending' else state end,
      'why', case when state = 'suppressed' then last_error::json end)) order by created_at, id)
      from notices where job_id = own.id and kind not in ('approval_requested', 'shared')) as notices,
    case when artifacts.job_id is not null then json_build_object('rows', rows, 'bytes', bytes, 'sha256', sha256, 'fileName', file_name, 'expiresAt', artifacts.expires_at,
      'deletedAt', deleted_at, 'withdrawn', withdrawn, 'certificate', json_build_object('rows', certificate -> 'rows', 'complete', certificate -> 'complete',
      'asOf', certificate -> 'asOf', 'partial', certificate -> 'partial', 'outsideFilters', certificate -> 'outsideFilters')) end as artifact,
    case when own.kind = 'view' and own.state = 'ready' then (select json_build_object('rows', jsonb_array_length(progress -> 'rows'), 'until', until, 'record', request -> 'query' -> 'record')
      from kept_views where job_id = own.id) end as view,
    case when own.state = 'held' then (select json_build_object('why', why, 'rows', approvals.rows, 'expiresAt', to_json(approvals.expires_at)) from approvals where job_id = own.id) end as held,
    case when own.state in ('failed', 'cancelled') then (select sum(chunks.rows) from chunks where job_id = own.id and chunks.rows > 0) end as kept
  from own left join exports on exports.job_id = own.id left join artifacts on artifacts.job_id = own.id left join line on line.job_id = own.id
  order by own.created_at desc, own.id desc`;

/** The caller's jobs, newest first, `limit` at most; with `before`, those that are older than this one of theirs. */
export async function listOwnJobs(context: Context, { portalId, userId }: Caller, { limit, before }: { readonly limit: number; readonly before: string | null }): Promise<Job[]> {
  const rows = await context.database.readInPortal<Listed>(portalId, QUESTION, [userId, limit, before]);
  const now = context.now();
  return rows.map((row) => describeJob(counted(row), {
    now,
    notices: row.notices ?? [],
    artifact: artifactOf(row.artifact),
    format: ExportFormat.parse(row.format ?? 'csv'),
    lineage: row,
    view: row.view === null ? null : { ...row.view, until: new Date(row.view.until) },
    kept: keptOf(context.settings, counted(row), row.kept === null ? undefined : Number(row.kept)),
    approval: row.held === null ? null : { ...row.held, expiresAt: new Date(row.held.expiresAt).toISOString() },
    ahead: row.ahead ?? 0,
  }));
}

function counted(row: Listed): ShownRow {
  return { ...row, rowsDone: BigInt(row.rowsDone), rowsTotal: row.rowsTotal === null ? null : BigInt(row.rowsTotal), claimedRows: BigInt(row.claimedRows) };
}

function artifactOf(told: Listed['artifact']): ShownArtifact | null {
  if (told === null) return null;
  const { certificate, expiresAt, deletedAt, ...rest } = told;
  const { partial, outsideFilters, ...proof } = certificate;
  return {
    ...rest,
    expiresAt: new Date(expiresAt),
    deletedAt: deletedAt === null ? null : new Date(deletedAt),
    certificate: { ...proof, partial: partial ?? null, ...(outsideFilters == null ? {} : { outsideFilters }) },
  };
}
