import type { Tx } from '../../core/db/index.ts';

/** A row that an export left out; `place`: its number within its sheet. */
export type LeftOutRow = { readonly sheet: number; readonly place: number; readonly key: string; readonly reason: string };

/** Keeps every row that the staged chunks left out. Before they are dropped, in the transaction that ends the job. */
export async function keepLeftOut(tx: Tx, jobId: string): Promise<void> {
  await tx.$executeRaw`delete from left_out_rows where job_id = ${jobId}::uuid`;
  await tx.$executeRaw`
    insert into left_out_rows (job_id, sheet, place, portal_id, key, reason)
    select c.job_id, c.sheet, row_number() over (partition by c.sheet order by c.part, c.seq, s.n) - 1, c.portal_id, s.row ->> 'key', s.row ->> 'reason'
    from chunks c cross join lateral jsonb_array_elements(c.skipped) with ordinality as s(row, n) where c.job_id = ${jobId}::uuid`;
}

/** How many rows each sheet left out; sheets that left out none are missing. */
export async function countLeftOut(tx: Tx, jobId: string): Promise<Map<number, number>> {
  const rows = await tx.$queryRaw<{ sheet: number; rows: number }[]>`select sheet, count(*)::integer as rows from left_out_rows where job_id = ${jobId}::uuid group by sheet order by sheet`;
  return new Map(rows.map(({ sheet, rows: count }) => [sheet, count]));
}

/** The rows of a sheet from a place on, in order. */
export async function listLeftOut(tx: Tx, jobId: string, { sheet, from, most }: { readonly sheet: number; readonly from: number; readonly most: number }): Promise<LeftOutRow[]> {
  return tx.$queryRaw`
    select sheet, place, key, reason from left_out_rows where job_id = ${jobId}::uuid and sheet = ${sheet} and place >= ${from} order by place limit ${most}`;
}

/** The places of these keys in the first sheet that left each out. Keys of other exports are missing. */
export async function findLeftOut(tx: Tx, jobId: string, keys: readonly string[]): Promise<Map<string, LeftOutRow>> {
  const rows = await tx.$queryRaw<LeftOutRow[]>`
    select distinct on (key) sheet, place, key, reason from left_out_rows where job_id = ${jobId}::uuid and key = any (${[...keys]}) order by key, sheet, place`;
  return new Map(rows.map((row) => [row.key, row]));
}

/** Takes a record's key out of what is known of rows that were left out, alone or in a pair. */
export async function forgetLeftOut(tx: Tx, recordId: string): Promise<void> {
  const [before, behind] = [`${recordId} → %`, `% → ${recordId}`];
  await tx.$executeRaw`delete from left_out_rows where key = ${recordId} or key like ${before} or key like ${behind}`;
  await tx.$executeRaw`delete from repair_rows where key = ${recordId} or key like ${before} or key like ${behind}`;
}

/** The rows at these places, by sheet and place. */
export async function findLeftOutAt(tx: Tx, jobId: string, places: readonly { readonly sheet: number; readonly place: number }[]): Promise<Map<string, LeftOutRow>> {
  const rows = await tx.$queryRaw<LeftOutRow[]>`
    select l.sheet, l.place, l.key, l.reason from unnest(${places.map(({ sheet }) => sheet)}::integer[], ${places.map(({ place }) => place)}::integer[]) as p(sheet, place)
    join left_out_rows l on l.job_id = ${jobId}::uuid and l.sheet = p.sheet and l.place = p.place`;
  return new Map(rows.map((row) => [`${row.sheet} ${row.place}`, row]));
}
