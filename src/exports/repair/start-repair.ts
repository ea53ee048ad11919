import type { Caller } from '../../access/index.ts';
import { openJoinedTable, requireSameShape } from '../../connections/index.ts';
import type { Asking, OpenTable } from '../../connections/index.ts';
import type { Context } from '../../context/index.ts';
import { sha256 } from '../../core/crypto/sha256.ts';
import type { Tx } from '../../core/db/index.ts';
import { AppError } from '../../core/errors/index.ts';
import { PortalId } from '../../core/ids/portal-id.ts';
import { findJobOfClick } from '../../jobs/index.ts';
import type { JobRow } from '../../jobs/index.ts';
import { approvalReason, listApprovers, whoIs } from '../../policies/index.ts';
import { createExport, sameClick } from '../create-export.ts';
import { estimateTable } from '../estimate-export.ts';
import { finishInTheClick } from '../finish-in-the-click.ts';
import { jobTitle } from '../job-title.ts';
import { checkQuota } from '../quota/check-quota.ts';
import { leftOutRows } from './left-out-rows.ts';
import type { LeftOut } from './left-out-rows.ts';
import { findLeftOut } from './left-out.store.ts';
import { onlyKeys } from './only-keys.ts';
import { repairAll, repairParents, repairSome } from './repair-rows.store.ts';
import type { PickedRow, RepairRow } from './repair.ts';
import { sheetsToRepair } from './sheets-to-repair.ts';
import type { SheetToRepair } from './sheets-to-repair.ts';

/** `rows` by key, or `picked` as a list brought them back; neither: all that were left out. `undo`: they take back what the job has written. */
export type RepairRequest = { readonly requestId: string; readonly jobId: string; readonly rows?: readonly RepairRow[] | undefined; readonly picked?: readonly PickedRow[] | undefined; readonly undo?: boolean };

/**
 * Reads again what the caller's export left out, of all its tables, with today's rights, rules and data, into a file of its own
 * that names the first one. New values are written to HubSpot first, by the workers. Once per request id, like any export.
 * Throws job.unknown, job.wrong_state, request.invalid, request.conflict and what openTable throws.
 */
export async function startRepair(context: Context, caller: Caller, request: RepairRequest, signal: AbortSignal): Promise<JobRow> {
  const { requestId, jobId } = request;
  const requestSha256 = sha256(JSON.stringify([jobId, request.rows ?? null, request.picked ?? null]));
  const earlier = await context.database.inPortal(caller.portalId, (tx) => findJobOfClick(tx, caller.portalId, caller.userId, requestId));
  if (earlier !== null) return sameClick(earlier, requestSha256);

  const { leftOut, picked } = await context.database.inPortal(caller.portalId, async (tx) => ({ leftOut: await leftOutRows(tx, caller, jobId), picked: request.picked ?? (await pickByKey(tx, jobId, request.rows)) }));
  const total = picked?.length ?? leftOut.total;
  if (total === 0) throw new AppError('job.wrong_state', { userMessage: 'This export left no row out that could be read again.', fix: 'Export the table again if you need it anew.' });
  const writes = picked?.some(({ wanted }) => wanted !== undefined) ?? false;
  const sheets = sheetsToRepair(leftOut.export.sheets, new Set(picked?.map(({ sheet }) => sheet) ?? leftOut.sheets.map(({ sheet: { sheet } }) => sheet)));
  const asking: Asking = { portalId: caller.portalId, userId: caller.userId, verb: 'export', lane: 'person', signal, purpose: { area: 'exports' } };
  const tables: OpenTable[] = [];
  for (const { from } of sheets) tables.push(requireSameShape(await openJoinedTable(context, asking, queryOf(from)), from.shape));
  const [first] = tables;
  if (first === undefined) throw new AppError('internal', { detail: `nothing to repair of ${jobId}` });

  const { format, options } = leftOut.export;
  const query = queryOf(sheets[0]!.from);
  const simple = sheets.length === 1 && !writes ? onlyKeys(first, { count: total, from: () => Promise.resolve([]) }) : null;
  const [estimate, named] = await Promise.all([simple === null ? null : estimateTable(context, simple, { query, format, options }), jobTitle(first, query.record)]);
  await checkQuota(context, caller.portalId, estimate?.bytes ?? 0);
  const why = approvalReason(await whoIs(context, caller, asking), tables, total);
  const approvers = why === null ? [] : await listApprovers(context, caller.portalId, asking);
  const created = await createExport(context, caller, { requestId, query, format, options }, {
    title: request.undo === true ? `${named}, changes taken back` : `${named}, left-out rows`, requestSha256, rows: sheets.length > 1 ? null : total, lane: estimate?.lane ?? 'background', repair: { of: jobId, rows: total, writes, undo: request.undo === true },
    sheets: sheets.map(({ from: { title, tableId, sourceTitle, columns, query: _query, ...from }, role }, at) => ({ title, tableId, sourceTitle, columns, query: queryOf({ query: _query, ...from }), role, access: tables[at]!.rights, shape: tables[at]!.query.table.shape ?? null })),
    held: why === null ? null : { why, rows: total, approvers },
    beside: (tx, job) => takeRows(tx, job, { leftOut, sheets, picked }),
  });
  if (!created.isNew || created.job.lane === 'background' || created.job.state === 'held') return created.job;
  return finishInTheClick(context, created.job, signal);
}

async function pickByKey(tx: Tx, jobId: string, rows: readonly RepairRow[] | undefined): Promise<PickedRow[] | undefined> {
  if (rows === undefined) return undefined;
  const known = await findLeftOut(tx, jobId, rows.map(({ key }) => key));
  return rows.map(({ key, corrected }) => {
    const row = known.get(key);
    if (row === undefined) throw new AppError('request.invalid', { userMessage: 'The list names a row that this export did not leave out.', fix: 'Change only the column for corrected keys, and leave out lines you do not want.' });
    return { sheet: row.sheet, place: row.place, key: corrected ?? key, corrected: corrected !== undefined };
  });
}

function queryOf({ query }: Pick<SheetToRepair['from'], 'query'>): SheetToRepair['from']['query'] {
  const { selection: _selection, ...rest } = query;
  return rest;
}

async function takeRows(tx: Tx, { id: jobId, portalId: portal }: JobRow, of: { readonly leftOut: LeftOut; readonly sheets: readonly SheetToRepair[]; readonly picked: readonly PickedRow[] | undefined }): Promise<void> {
  const portalId = PortalId.parse(String(portal));
  // Values are written by one sheet only, where a table is read by itself and for the sake of others.
  const writing = new Set<number>();
  for (const [sheet, { from, own, role }] of of.sheets.entries()) {
    const hanging = 'of' in role;
    if (own && of.picked === undefined) await repairAll(tx, portalId, { jobId, sheet }, { jobId: of.leftOut.job.id, sheet: from.sheet, hanging });
    if (own && of.picked !== undefined) {
      const rows = of.picked.filter((row) => row.sheet === from.sheet);
      await repairSome(tx, portalId, { jobId, sheet }, writing.has(from.sheet) ? rows.map(({ shown: _shown, wanted: _wanted, refused: _refused, ...row }) => row) : rows, hanging);
      writing.add(from.sheet);
    }
    if (hanging) await repairParents(tx, portalId, { jobId, sheet: role.of }, sheet);
  }
}
