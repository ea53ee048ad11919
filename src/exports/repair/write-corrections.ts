import { writeAudit } from '../../audit/index.ts';
import type { OpenTable } from '../../connections/index.ts';
import type { Context } from '../../context/index.ts';
import type { AppError } from '../../core/errors/index.ts';
import { batchUpdate } from '../../hubspot/index.ts';
import type { CallContext } from '../../hubspot/index.ts';
import { addProgress, beginProgress, updateJob } from '../../jobs/index.ts';
import type { JobRow } from '../../jobs/index.ts';
import type { RepairCrashPoint } from '../crash-points.ts';
import type { ExportRun } from '../export-run.ts';
import { correctRow } from './correct-row.ts';
import { editableColumns } from './editable-columns.ts';
import type { EditableColumns } from './editable-columns.ts';
import { GONE } from './only-keys.ts';
import { splitPair } from './pair.ts';
import { countRowsToCorrect, listRowsToCorrect, noteBegun, saveCorrected } from './repair-rows.store.ts';
import type { Changes, Corrected, RowToCorrect } from './repair-rows.store.ts';

/** HubSpot takes so many rows in one write. */
const AT_ONCE = 100;

/**
 * Writes the corrected values of a repair to HubSpot, before its rows are read, with the person's rights of today. Each row is
 * written whole or refused with the reason. A run that died goes on behind the last stretch it settled; of that stretch the rows
 * that hold their values already are left alone, and counted as written where the dead run had noted to write them. Throws access.refused, hubspot.*: what is noted stays.
 */
export async function writeCorrections(context: Context, run: ExportRun, job: JobRow, tables: readonly OpenTable[]): Promise<'done' | 'gave-way'> {
  if (run.export.asOf !== null) return 'done';
  const at: (point: RepairCrashPoint) => void = context.crashPoint;
  const total = await context.database.inPortal(run.portalId, (tx) => countRowsToCorrect(tx, run.jobId));
  await run.lease.write((tx) => updateJob(tx, run.jobId, { phase: 'writing', rowsTotal: total }));
  at('writing-begun');
  for (const [sheet, table] of tables.entries()) {
    let editable: EditableColumns | null = null;
    for (;;) {
      const rows = await context.database.inPortal(run.portalId, (tx) => listRowsToCorrect(tx, { jobId: run.jobId, sheet }, AT_ONCE));
      if (rows.length === 0) break;
      if (run.giveWay.aborted) return 'gave-way';
      const caller = { portalId: run.portalId, userId: job.userId, userEmail: job.userEmail };
      editable ??= await editableColumns(context, caller, table, run.signal);
      const { corrected, open } = await writeSome(context, run, { editable, table, sheet }, rows);
      at('rows-written');
      await run.lease.write(async (tx) => {
        await saveCorrected(tx, { jobId: run.jobId, sheet }, corrected);
        await addProgress(tx, run.jobId, corrected.length);
        const written = corrected.filter(({ outcome }) => outcome === 'written');
        const columns = [...new Set(written.flatMap(({ before }) => Object.keys(before ?? {})))].sort();
        if (written.length > 0) await writeAudit(tx, run.portalId, { userId: job.userId, action: 'property.set', subject: run.export.sheets[sheet]!.tableId, details: { jobId: run.jobId, rows: written.length, columns } });
      });
      at('outcomes-saved');
      if (open !== null) throw open;
    }
  }
  // What is read from here on is counted anew.
  await run.lease.write((tx) => beginProgress(tx, run.jobId));
  at('writing-ended');
  return 'done';
}

type Place = { readonly editable: EditableColumns | null; readonly table: OpenTable; readonly sheet: number };

async function writeSome(context: Context, run: ExportRun, { editable, table, sheet }: Place, rows: readonly RowToCorrect[]): Promise<{ readonly corrected: readonly Corrected[]; readonly open: AppError | null }> {
  const ids = rows.map(({ key }) => splitPair(key).own ?? key);
  const held = new Map((await table.source.rows(table.context, table.query, [...new Set(ids)])).map(({ key, cells }) => [key, cells]));
  const corrected: Corrected[] = [];
  const toWrite: { readonly place: number; readonly key: string; readonly properties: Readonly<Record<string, string>>; readonly before: Changes }[] = [];
  for (const [at, row] of rows.entries()) {
    const cells = held.get(ids[at]!);
    if (cells === undefined || editable === null) {
      corrected.push({ place: row.place, outcome: 'refused', reason: cells === undefined ? GONE : 'not written to HubSpot: the rows of this table are none of HubSpot’s records' });
      continue;
    }
    const judged = correctRow(context.tokenKeys, editable, row, (column) => cells[table.query.columns.indexOf(column)] ?? '');
    if ('outcome' in judged) corrected.push({ place: row.place, ...judged });
    else toWrite.push({ place: row.place, key: ids[at]!, properties: judged.write, before: judged.before });
  }
  if (toWrite.length === 0 || editable === null) return { corrected, open: null };

  const at: CallContext = { portalId: run.portalId, lane: 'background', signal: run.signal, purpose: { area: 'exports', jobId: run.jobId } };
  await run.lease.write((tx) => noteBegun(tx, { jobId: run.jobId, sheet }, toWrite.map(({ place, before }) => ({ place, before }))));
  context.crashPoint('rows-writing' satisfies RepairCrashPoint);
  // HubSpot knows no fence: a worker that was stopped here must not write what its successor, or a person, has changed since.
  run.lease.requireHeld();
  const outcomes = await batchUpdate(context.hubspot, at, { objectType: editable.objectType, rows: toWrite });
  let open: AppError | null = null;
  for (const [index, { place, before }] of toWrite.entries()) {
    const outcome = outcomes[index]!;
    if (outcome.state === 'open') open = outcome.error;
    else if (outcome.state === 'written') corrected.push({ place, outcome: 'written', before });
    else corrected.push({ place, outcome: 'refused', reason: `HubSpot refused it: ${outcome.refusal.reason}` });
  }
  return { corrected, open };
}
