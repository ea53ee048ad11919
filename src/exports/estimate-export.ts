import type { EstimateExportRequest, EstimateExportResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import { openTable } from '../connections/index.ts';
import type { Asking, OpenTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { accountOf, approvalReason, clickRows, whoIs } from '../policies/index.ts';
import { estimateRows } from './estimates/estimate-rows.ts';
import { fileBytes } from './estimates/file-bytes.ts';
import { estimateJoined } from './estimates/estimate-joined.ts';
import { joinedKey } from './estimates/joined-key.ts';
import { findStatistics } from './estimates/statistics.store.ts';
import { openOthers } from './sheets/open-others.ts';
import type { OtherTable } from './sheets/open-others.ts';
import { wantedSheets } from './sheets/wanted-sheets.ts';
import { formatOf } from './formats/format-of.ts';

const JOINED_IN_THE_CLICK = 100;

/** Rows, size, time, calls and lane, before the click (S0.3). Unknown size always takes the background lane. */
export async function estimateExport(context: Context, caller: Caller, request: EstimateExportRequest, signal: AbortSignal): Promise<EstimateExportResponse> {
  const asking: Asking = { portalId: caller.portalId, userId: caller.userId, verb: 'export', lane: 'person', signal, purpose: { area: 'exports' } };
  const table = await openTable(context, asking, request.query);
  const others = await openOthers(context, asking, request);
  const estimate = await estimateTable(context, table, request, others);
  const why = approvalReason(await whoIs(context, caller, asking), [table, ...others.map((other) => other.table)], estimate.rows);
  return why === null ? estimate : { ...estimate, approval: why };
}

/**
 * The estimate of an already opened table as a file of this format: the formulas of source and format, corrected by what
 * past exports of the table were like; of a joined one for each sheet, and together. Where the source cannot count, size and time are those of its last export.
 */
export async function estimateTable(context: Context, table: OpenTable, { query, format: key, options, joined }: EstimateExportRequest, others: readonly OtherTable[] = []): Promise<EstimateExportResponse> {
  const { tableId } = query;
  const format = formatOf(key, options);
  const { portalId } = table.context;
  const [counted, known, account] = await Promise.all([
    table.query.table.capabilities.count ? table.source.count(table.context, table.query) : null,
    context.database.inPortal(portalId, (tx) => findStatistics(tx, tableId, format)),
    context.database.inPortal(portalId, (tx) => accountOf(tx, portalId)),
  ]);
  const immediateRows = clickRows(account, context.settings.immediateRows);
  const filtered = table.query.filters.length > 0;
  const rows = counted ?? (filtered ? null : known?.tableRows ?? null);
  if (rows === null) return { rows: null, bytes: null, seconds: null, apiCalls: null, lane: 'background' };

  if (joined !== undefined) {
    // Past the click's deadline the job carries on in the background.
    const lane = counted !== null && rows <= Math.min(JOINED_IN_THE_CLICK, immediateRows) ? 'immediate' : 'background';
    const sheets = wantedSheets({ query: { ...query, columns: [...table.query.columns] }, table, title: table.query.table.title }, joined.layout, others);
    const learned = await context.database.inPortal(portalId, (tx) => findStatistics(tx, joinedKey(sheets), format));
    const estimates = await estimateJoined(format, sheets, [table, ...others.map((other) => other.table)], rows, learned);
    const sum = (of: 'bytes' | 'seconds' | 'apiCalls'): number | null => estimates.reduce<number | null>((all, sheet) => (all === null || sheet[of] === null ? null : all + sheet[of]), 0);
    const seconds = sum('seconds');
    return { rows: counted, bytes: sum('bytes'), seconds: seconds === null ? null : Math.round(seconds * 10) / 10, apiCalls: sum('apiCalls'), lane, sheets: estimates };
  }
  const byKey = new Map(table.query.table.columns.map((column) => [column.key, column]));
  const columns = table.query.columns.flatMap((key) => byKey.get(key) ?? []);
  const size = fileBytes(format, columns, known?.cellBytes ?? {});
  const cost = estimateRows(table, format, rows);
  const seconds = cost.seconds * (known?.secondRatio ?? 1);
  return {
    rows: counted,
    bytes: Math.round(size.fixed + rows * size.perRow * (known?.byteRatio ?? 1)),
    seconds: Math.ceil(seconds * 10) / 10,
    apiCalls: Math.round(cost.apiCalls * (known?.callRatio ?? 1)),
    lane: counted !== null && rows <= immediateRows && seconds <= context.settings.immediateSeconds ? 'immediate' : 'background',
  };
}
