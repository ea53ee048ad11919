import type { EstimateExportRequest, EstimateExportResponse, ExportFormat, JoinedTables } from '#contract';
import type { Caller } from '../access/index.ts';
import { openTable } from '../connections/index.ts';
import type { OpenTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import type { Format } from './formats/define-format.ts';
import { formatOf } from './formats/format-of.ts';

const JOINED_IN_THE_CLICK = 100;

/** Rows, size, time, calls and lane, before the click (S0.3). Unknown size always takes the background lane. */
export async function estimateExport(context: Context, caller: Caller, request: EstimateExportRequest, signal: AbortSignal): Promise<EstimateExportResponse> {
  const table = await openTable(context, { portalId: caller.portalId, lane: 'person', signal }, request.query);
  return estimateTable(context, table, request.format, request.joined);
}

/** The estimate of an already opened table as a file of this format. */
export async function estimateTable(context: Context, table: OpenTable, wanted: ExportFormat, joined?: JoinedTables): Promise<EstimateExportResponse> {
  const rows = table.query.table.capabilities.count ? await table.source.count(table.context, table.query) : null;
  if (rows === null) return { rows: null, bytes: null, seconds: null, apiCalls: null, lane: 'background' };

  // What hangs on the rows is known only once they are read. Past the click's deadline the job carries on in the background.
  if (joined !== undefined) return { rows, bytes: null, seconds: null, apiCalls: null, lane: rows <= JOINED_IN_THE_CLICK ? 'immediate' : 'background' };
  const format = formatOf(wanted);
  const { seconds: readSeconds, apiCalls } = table.source.estimate(table.context, table.query, rows);
  const seconds = readSeconds + (rows / 100_000) * format.renderSeconds;
  const { immediateRows, immediateSeconds } = context.settings;
  const lane = rows <= immediateRows && seconds <= immediateSeconds ? 'immediate' : 'background';
  return { rows, bytes: rows * bytesPerRow(table, format), seconds: Math.ceil(seconds * 10) / 10, apiCalls, lane };
}

function bytesPerRow(table: OpenTable, format: Format): number {
  const types = new Map(table.query.table.columns.map((column) => [column.key, column.type]));
  let bytes = 2;
  for (const key of table.query.columns) bytes += format.bytesPerCell[types.get(key) ?? 'text'];
  return bytes;
}
