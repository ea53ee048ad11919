import type { Tx } from '../../core/db/index.ts';
import type { Lineage } from '../describe-job.ts';

/**
 * Of a job `own` with its row of `exports`: which export it repairs, whose changes it takes back, the newest repair of its own, and
 * what it has changed in HubSpot. Columns of any question that has both.
 */
export const LINEAGE = `
  case when coalesce(exports.repair ->> 'undo', 'false') = 'false' then exports.repair ->> 'of' end as repairs,
  case when exports.repair ->> 'undo' = 'true' then exports.repair ->> 'of' end as undoes,
  (select later.job_id::text from exports later join jobs j on j.id = later.job_id where later.repair ->> 'of' = own.id::text and later.repair is not null
    and coalesce(later.repair ->> 'undo', 'false') = 'false' and j.user_id = own.user_id order by j.created_at desc limit 1) as "repairedBy",
  case when exports.repair ->> 'writes' = 'true' then (select count(*)::integer from repair_rows where repair_rows.job_id = own.id
    and (outcome = 'written' or (outcome is null and before is not null))) else 0 end as changed,
  case when exports.repair ->> 'writes' = 'true' then exists (select 1 from exports later where later.repair ->> 'of' = own.id::text and later.repair is not null
    and later.repair ->> 'undo' = 'true') else false end as undone`;

/** Of these jobs what LINEAGE says, by job id. */
export async function listLineages(tx: Tx, jobIds: readonly string[]): Promise<Map<string, Lineage>> {
  const rows = await tx.$queryRawUnsafe<(Lineage & { id: string })[]>(`select own.id::text as id, ${LINEAGE} from jobs own left join exports on exports.job_id = own.id where own.id = any ($1::uuid[])`, [...jobIds]);
  return new Map(rows.map(({ id, ...lineage }) => [id, lineage]));
}

/** Whether somebody has asked to take back what this repair has changed. */
export async function isUndone(tx: Tx, jobId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ undone: boolean }[]>`select exists (select 1 from exports where repair ->> 'of' = ${jobId} and repair is not null and repair ->> 'undo' = 'true') as undone`;
  return row?.undone ?? false;
}
