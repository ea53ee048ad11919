import type { Tx } from '../../core/db/index.ts';
import type { Changes } from './repair-rows.store.ts';

/** What became of one row of a repair. `read`: it is in the file; `left_out`: it is not, as `reason` says. `changes`: by column, until the file expires. */
export type RowResult = {
  readonly sheet: number;
  readonly place: number;
  readonly key: string;
  readonly result: 'written' | 'same' | 'refused' | 'read' | 'left_out';
  readonly reason: string | null;
  readonly changes: Changes | null;
};

/** Of the rows that were read for what they are: refusals are left out, too, with the refusal as their reason. Of one that was stopped ($2 false) only those of which something is known. */
const RESULTS = `
  select r.sheet, r.place, r.key, r.before as changes, coalesce(r.reason, l.reason) as reason,
    coalesce(r.outcome, case when r.before is not null then 'written' when l.key is not null then 'left_out' else 'read' end) as result
  from repair_rows r
  left join left_out_rows l on l.job_id = r.job_id and l.sheet = r.sheet and l.key = r.key
  where r.job_id = $1::uuid and r.whole and ($2::boolean or r.outcome is not null or r.before is not null)`;

export type ResultsOf = { readonly jobId: string; readonly finished: boolean };

/** The results from a place on, in the order of sheet and place; all of them by asking again behind the last. */
export async function listResults(tx: Tx, { jobId, finished }: ResultsOf, { sheet, from, most }: { readonly sheet: number; readonly from: number; readonly most: number }): Promise<RowResult[]> {
  return tx.$queryRawUnsafe(`select distinct on (place) * from (${RESULTS} and r.sheet = $3 and r.place >= $4) as results order by place limit $5`, jobId, finished, sheet, from, most);
}

/** The first results to look at, what went wrong first, and how many there are. */
export async function firstResults(tx: Tx, { jobId, finished }: ResultsOf, most: number): Promise<{ readonly rows: RowResult[]; readonly total: number }> {
  const rows = await tx.$queryRawUnsafe<RowResult[]>(
    `select * from (select distinct on (sheet, place) * from (${RESULTS}) as results order by sheet, place) as each
     order by array_position(array['refused', 'left_out', 'written', 'same', 'read'], result), sheet, place limit $3`, jobId, finished, most,
  );
  const [count] = await tx.$queryRaw<{ rows: number }[]>`select count(*)::integer as rows from repair_rows where job_id = ${jobId}::uuid and whole and (${finished} or outcome is not null or before is not null)`;
  return { rows, total: count?.rows ?? 0 };
}
