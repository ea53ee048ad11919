import type { EstimateExportRequest, EstimateExportResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import { openTable } from '../connections/index.ts';
import type { OpenTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';

/** Bytes one CSV cell takes with its comma, before anything is known of the table. */
const BYTES_PER_CELL: Readonly<Record<string, number>> = { text: 15, number: 7, money: 9, date: 11, datetime: 25, boolean: 6 };
/** Rendering and publishing after the last row, per 100,000 rows. */
const RENDER_SECONDS = 1.2;

/** Rows, size, time, calls and lane, before the click (S0.3). Unknown size always takes the background lane. */
export async function estimateExport(context: Context, caller: Caller, request: EstimateExportRequest, signal: AbortSignal): Promise<EstimateExportResponse> {
  const table = await openTable(context, { portalId: caller.portalId, lane: 'person', signal }, request.query);
  return estimateTable(context, table);
}

/** The estimate of an already opened table. */
export async function estimateTable(context: Context, table: OpenTable): Promise<EstimateExportResponse> {
  const rows = table.query.table.capabilities.count ? await table.source.count(table.context, table.query) : null;
  if (rows === null) return { rows: null, bytes: null, seconds: null, apiCalls: null, lane: 'background' };

  const { seconds: readSeconds, apiCalls } = table.source.estimate(table.context, table.query, rows);
  const seconds = readSeconds + (rows / 100_000) * RENDER_SECONDS;
  const { immediateRows, immediateSeconds } = context.settings;
  const lane = rows <= immediateRows && seconds <= immediateSeconds ? 'immediate' : 'background';
  return { rows, bytes: rows * bytesPerRow(table), seconds: Math.ceil(seconds * 10) / 10, apiCalls, lane };
}

function bytesPerRow(table: OpenTable): number {
  const types = new Map(table.query.table.columns.map((column) => [column.key, column.type]));
  let bytes = 2;
  for (const key of table.query.columns) bytes += BYTES_PER_CELL[types.get(key) ?? 'text'] ?? 15;
  return bytes;
}
