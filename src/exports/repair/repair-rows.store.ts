import type { Tx } from '../../core/db/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import type { PickedRow } from './repair.ts';

type Place = { readonly jobId: string; readonly sheet: number };
export type RowToRead = { readonly place: number; readonly key: string; readonly whole: boolean; readonly refused: string | null };
/** What a row's columns held and got instead, by column. */
export type Changes = Readonly<Record<string, { readonly was: string; readonly now: string }>>;
/** `begun`: what a run that died meant to write, and may have written. */
export type RowToCorrect = { readonly place: number; readonly key: string; readonly shown: Record<string, string>; readonly wanted: Record<string, string>; readonly begun: Changes | null };
export type Corrected = { readonly place: number; readonly outcome: 'written' | 'same' | 'refused'; readonly reason?: string; readonly before?: Changes };

/** Rows in one statement. */
const AT_ONCE = 5_000;

/** Takes every row that a sheet of another export left out. `hanging`: its keys are pairs. */
export async function repairAll(tx: Tx, portalId: PortalId, { jobId, sheet }: Place, of: { readonly jobId: string; readonly sheet: number; readonly hanging: boolean }): Promise<void> {
  await tx.$executeRaw`
    insert into repair_rows (job_id, sheet, place, portal_id, key, parent, whole, corrected)
    select ${jobId}::uuid, ${sheet}, place, ${BigInt(portalId)}, key, case when ${of.hanging} then split_part(key, ' → ', 1) end, true, false
    from left_out_rows where job_id = ${of.jobId}::uuid and sheet = ${of.sheet} on conflict do nothing`;
}

/** Takes these rows; one whose key another one has already is left out. */
export async function repairSome(tx: Tx, portalId: PortalId, { jobId, sheet }: Place, rows: readonly PickedRow[], hanging: boolean): Promise<void> {
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = JSON.stringify(rows.slice(from, from + AT_ONCE));
    await tx.$executeRaw`
      insert into repair_rows (job_id, sheet, place, portal_id, key, parent, whole, corrected, shown, wanted, outcome, reason)
      select ${jobId}::uuid, ${sheet}, place, ${BigInt(portalId)}, key, case when ${hanging} then split_part(key, ' → ', 1) end, true, corrected, shown, wanted,
        case when refused is not null then 'refused' end, refused
      from jsonb_to_recordset(${some}::jsonb) as r(place integer, key text, corrected boolean, shown jsonb, wanted jsonb, refused text)
      order by place on conflict do nothing`;
  }
}

/** Adds the rows on which those of a sheet hang; of them only what is named is read, unless they are there already. */
export async function repairParents(tx: Tx, portalId: PortalId, { jobId, sheet }: Place, ofSheet: number): Promise<void> {
  await tx.$executeRaw`
    insert into repair_rows (job_id, sheet, place, portal_id, key, whole, corrected)
    select ${jobId}::uuid, ${sheet}, coalesce((select max(place) from repair_rows where job_id = ${jobId}::uuid and sheet = ${sheet}), -1) + row_number() over (order by place), ${BigInt(portalId)}, parent, false, false
    from (select parent, min(place) as place from repair_rows where job_id = ${jobId}::uuid and sheet = ${ofSheet} group by parent) p on conflict do nothing`;
}

export async function countRepairRows(tx: Tx, { jobId, sheet }: Place): Promise<number> {
  return tx.repairRow.count({ where: { jobId, sheet } });
}

/** The rows to read from a place on, in order. */
export async function listRowsToRead(tx: Tx, { jobId, sheet }: Place, from: number, most: number): Promise<RowToRead[]> {
  return tx.$queryRaw`
    select place, key, whole, case when outcome = 'refused' then reason end as refused from repair_rows
    where job_id = ${jobId}::uuid and sheet = ${sheet} and place >= ${from} order by place limit ${most}`;
}

/** Which of these rows of `parentSheet` are read with all that hangs on them. */
export async function findWhole(tx: Tx, { jobId, sheet }: Place, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ key: string }[]>`select key from repair_rows where job_id = ${jobId}::uuid and sheet = ${sheet} and whole and md5(key) = any (select md5(k) from unnest(${[...keys]}::text[]) k)`;
  return new Set(rows.map(({ key }) => key));
}

/** The rows of a sheet that are read for what they are, not for what hangs on them. */
export async function listWhole(tx: Tx, { jobId, sheet }: Place): Promise<{ readonly place: number; readonly key: string; readonly corrected: boolean }[]> {
  return tx.$queryRaw`select place, key, corrected from repair_rows where job_id = ${jobId}::uuid and sheet = ${sheet} and whole order by place`;
}

/** The pairs of a sheet that hang on these rows. */
export async function findHanging(tx: Tx, { jobId, sheet }: Place, parents: readonly string[]): Promise<RowToRead[]> {
  return tx.$queryRaw`
    select place, key, whole, case when outcome = 'refused' then reason end as refused from repair_rows
    where job_id = ${jobId}::uuid and sheet = ${sheet} and parent = any (${[...parents]}) order by place`;
}

/** The next rows with new values of which nothing is known yet. */
export async function listRowsToCorrect(tx: Tx, { jobId, sheet }: Place, most: number): Promise<RowToCorrect[]> {
  return tx.$queryRaw`
    select place, key, coalesce(shown, '{}') as shown, wanted, before as begun from repair_rows
    where job_id = ${jobId}::uuid and sheet = ${sheet} and wanted is not null and outcome is null order by place limit ${most}`;
}

export async function countRowsToCorrect(tx: Tx, jobId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ rows: number }[]>`select count(*)::integer as rows from repair_rows where job_id = ${jobId}::uuid and wanted is not null`;
  return row?.rows ?? 0;
}

/** Notes what is about to be written over, before it is: whoever goes on after a death knows by it what was this repair's own doing. */
export async function noteBegun(tx: Tx, { jobId, sheet }: Place, rows: readonly { readonly place: number; readonly before: Changes }[]): Promise<void> {
  await tx.$executeRaw`
    update repair_rows set before = r.before from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(place integer, before jsonb)
    where job_id = ${jobId}::uuid and sheet = ${sheet} and repair_rows.place = r.place and outcome is null`;
}

export async function saveCorrected(tx: Tx, { jobId, sheet }: Place, rows: readonly Corrected[]): Promise<void> {
  await tx.$executeRaw`
    update repair_rows set outcome = r.outcome, reason = r.reason, before = r.before
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(place integer, outcome text, reason text, before jsonb)
    where job_id = ${jobId}::uuid and sheet = ${sheet} and repair_rows.place = r.place`;
}

/** What became of the rows with new values. */
export async function countCorrected(tx: Tx, jobId: string): Promise<Readonly<Record<Corrected['outcome'], number>>> {
  const rows = await tx.$queryRaw<{ outcome: Corrected['outcome']; rows: number }[]>`
    select outcome, count(*)::integer as rows from repair_rows where job_id = ${jobId}::uuid and outcome is not null group by outcome`;
  return { written: 0, same: 0, refused: 0, ...Object.fromEntries(rows.map(({ outcome, rows: count }) => [outcome, count])) };
}

/** How many rows were written, or may have been by a run that ended in between. */
export async function countWritten(tx: Tx, jobId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ rows: number }[]>`select count(*)::integer as rows from repair_rows where job_id = ${jobId}::uuid and (outcome = 'written' or (outcome is null and before is not null))`;
  return row?.rows ?? 0;
}

/** What became of a repair's rows: so many were looked for under another key, and so many new values were written, there already, refused. */
export type Repaired = { readonly corrected: number } & Readonly<Record<Corrected['outcome'], number>>;

export async function countRepaired(tx: Tx, jobId: string): Promise<Repaired> {
  const [row] = await tx.$queryRaw<{ corrected: number }[]>`select count(distinct key)::integer as corrected from repair_rows where job_id = ${jobId}::uuid and corrected`;
  return { corrected: row?.corrected ?? 0, ...(await countCorrected(tx, jobId)) };
}

/** Rows that were written, or may have been by a run that ended in between, with the values before and after, from a place on. */
export async function listWritten(tx: Tx, { jobId, sheet }: Place, from: number, most: number): Promise<{ readonly place: number; readonly key: string; readonly before: Changes }[]> {
  return tx.$queryRaw`
    select place, key, before from repair_rows
    where job_id = ${jobId}::uuid and sheet = ${sheet} and (outcome = 'written' or outcome is null) and before is not null and place >= ${from} order by place limit ${most}`;
}

/** Forgets the values: the old ones, and the new ones that were written or refused. */
export async function forgetValues(tx: Tx, jobId: string): Promise<void> {
  await tx.$executeRaw`update repair_rows set shown = null, wanted = null, before = null where job_id = ${jobId}::uuid`;
}
