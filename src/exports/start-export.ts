import type { StartExportRequest } from '#contract';
import type { Caller } from '../access/index.ts';
import { openTable } from '../connections/index.ts';
import type { Asking } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import { AppError } from '../core/errors/index.ts';
import { createExport, sameClick } from './create-export.ts';
import { findJobOfClick } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { keepMatch } from '../matches/index.ts';
import { approvalReason, listApprovers, whoIs } from '../policies/index.ts';
import type { ChangesSince } from './changes/changes-since.ts';
import { sheetOfChanges } from './changes/sheet-of-changes.ts';
import { estimateTable } from './estimate-export.ts';
import type { NewSheet } from './exports.store.ts';
import { finishInTheClick } from './finish-in-the-click.ts';
import { checkQuota } from './quota/check-quota.ts';
import { formatOf } from './formats/format-of.ts';
import { jobTitle } from './job-title.ts';
import { wantedSheets } from './sheets/wanted-sheets.ts';
import { openOthers } from './sheets/open-others.ts';
import type { OtherTable } from './sheets/open-others.ts';
import type { First } from './sheets/wanted-sheets.ts';

/** For whoever is no person that waits for the click. */
export type HowToStart = {
  /** Left to the workers, however small. */
  readonly lane?: 'background';
  /** Written in the transaction that makes the job. */
  readonly beside?: ((tx: Tx, job: JobRow) => Promise<void>) | undefined;
  /** Only what changed, deleted rows among it. The query's last filter says so too. */
  readonly changes?: ChangesSince;
};

/**
 * Makes the job of one click, once: a repeat with the same request id gets the same job, with another content
 * request.conflict. A small table is finished before this returns, unless `how` says otherwise; a large one is left to the workers.
 */
export async function startExport(context: Context, caller: Caller, request: StartExportRequest, signal: AbortSignal, how: HowToStart = {}): Promise<JobRow> {
  const requestSha256 = sha256(JSON.stringify([request.query, request.format, request.options ?? null, request.joined ?? null, ...(request.deliverTo === undefined ? [] : [request.deliverTo]), ...(request.titles === undefined ? [] : [{ titles: request.titles }]), ...(how.changes === undefined ? [] : [{ changes: how.changes }])]));
  const earlier = await context.database.inPortal(caller.portalId, (tx) => findJobOfClick(tx, caller.portalId, caller.userId, request.requestId));
  if (earlier !== null) return sameClick(earlier, requestSha256);

  const asking: Asking = { portalId: caller.portalId, userId: caller.userId, verb: 'export', lane: how.lane === undefined ? 'person' : 'background', signal, purpose: { area: 'exports' } };
  const table = await openTable(context, asking, request.query);
  // Before the job: what is kept here is what it reads.
  await keepMatch(context, caller, table);
  const others = await openOthers(context, asking, request);
  const [estimate, title] = await Promise.all([estimateTable(context, table, request, others), jobTitle(table, request.query.record)]);
  await checkQuota(context, caller.portalId, estimate.bytes ?? 0);
  const asked = sheetsOf(request, others, { query: { ...request.query, columns: [...table.query.columns] }, table, title, titles: request.titles });
  const sheets = how.changes === undefined ? asked : asked.map((sheet) => sheetOfChanges(sheet, table, how.changes!));
  const rows = sheets.length > 1 ? null : estimate.rows;
  const why = approvalReason(await whoIs(context, caller, asking), [table, ...others.map((other) => other.table)], estimate.rows);
  const approvers = why === null ? [] : await listApprovers(context, caller.portalId, asking);
  const created = await createExport(context, caller, request, { title, requestSha256, rows, lane: how.lane ?? estimate.lane, beside: how.beside, sheets, held: why === null ? null : { why, rows: estimate.rows, approvers } });
  if (!created.isNew || created.job.lane === 'background' || created.job.state === 'held') return created.job;
  return finishInTheClick(context, created.job, signal);
}

/** The first table and what is joined to it. Throws table.unknown, request.invalid. */
function sheetsOf({ joined, format, options }: StartExportRequest, others: readonly OtherTable[], first: First): NewSheet[] {
  if (joined === undefined) return wantedSheets(first, 'sheets', []);
  if (joined.layout === 'sheets' && !formatOf(format, options).manySheets) {
    throw new AppError('request.invalid', { userMessage: 'This kind of file holds one table only.', fix: 'Choose an Excel workbook, a zip file, or one flat table.' });
  }
  if (new Set([first.query.tableId, ...joined.tables.map(({ tableId }) => tableId)]).size <= joined.tables.length) {
    throw new AppError('request.invalid', { userMessage: 'A table is named twice.', fix: 'Choose each table once.' });
  }
  return wantedSheets(first, joined.layout, others);
}
