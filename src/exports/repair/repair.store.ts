import type { Tx } from '../../core/db/index.ts';
import type { Lineage } from '../describe-job.ts';

/** Of these jobs, which export each repairs and the newest of its owner's that repairs it, by job id. Jobs with neither are left out. */
export async function listLineages(tx: Tx, jobIds: readonly string[]): Promise<Map<string, Lineage>> {
  const rows = await tx.$queryRaw<{ id: string; repairs: string | null; repairedBy: string | null }[]>`
    select own.id::text as id, exports.repair ->> 'of' as repairs,
      (select later.job_id::text from exports later join jobs j on j.id = later.job_id where later.repair ->> 'of' = own.id::text and later.repair is not null and j.user_id = own.user_id order by j.created_at desc limit 1) as "repairedBy"
    from jobs own left join exports on exports.job_id = own.id where own.id = any (${[...jobIds]}::uuid[])`;
  return new Map(rows.filter(({ repairs, repairedBy }) => repairs !== null || repairedBy !== null).map(({ id, ...lineage }) => [id, lineage]));
}
