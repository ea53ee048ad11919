import type { Cell, PreviewSheetRequest, PreviewSheetResponse, Row } from '#contract';
import type { Caller } from '../access/index.ts';
import { openTable } from '../connections/index.ts';
import type { Asking, OpenTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { SourcePage } from '../sources/define-source.ts';
import type { NewSheet } from './exports.store.ts';
import { openOthers } from './sheets/open-others.ts';
import { relatedCells } from './sheets/related-cells.ts';
import { wantedSheets } from './sheets/wanted-sheets.ts';

const ROWS = 20;

/**
 * The first rows of one table of an export of several, with the columns, names, filters and masks of this person's file. What
 * hangs on rows is looked up for the first rows of the first table only. Throws request.invalid, and what opening the tables throws.
 */
export async function previewSheet(context: Context, caller: Caller, { query, joined, titles, sheet: at }: PreviewSheetRequest, signal: AbortSignal): Promise<PreviewSheetResponse> {
  const asking: Asking = { portalId: caller.portalId, userId: caller.userId, verb: 'export', lane: 'person', signal, purpose: { area: 'views' } };
  const table = await openTable(context, asking, query);
  const others = await openOthers(context, asking, { query, joined });
  const sheets = wantedSheets({ query, table, title: table.query.table.title, titles }, joined.layout, others);
  const sheet = sheets[at];
  const main = sheets[0];
  if (sheet === undefined || main === undefined) throw new AppError('request.invalid', { detail: `the export has no sheet ${at}` });

  const other = others[at - 1]?.table ?? table;
  if (!('of' in sheet.role)) return { columns: [...sheet.columns], rows: await firstRows(other, sheet, signal), ofRows: null };
  const parents = await firstRows(table, main, signal);
  const lines = await hangingOn(parents, { main, table }, { sheet, table: other });
  return { columns: [...sheet.columns], rows: lines.slice(0, ROWS).map((cells, index) => ({ key: String(index), cells })), ofRows: parents.length };
}

async function firstRows({ source, context, query }: OpenTable, { query: { columns } }: NewSheet, signal: AbortSignal): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page: SourcePage = await source.page(context, { ...query, columns, sort: null }, { cursor, size: ROWS - rows.length });
    signal.throwIfAborted();
    rows.push(...page.rows.map(({ key, cells }) => ({ key, cells: [...cells] })));
    cursor = page.next;
  } while (cursor !== null && rows.length < ROWS);
  return rows;
}

type On = { readonly main: NewSheet; readonly table: OpenTable };
type Hanging = { readonly sheet: NewSheet; readonly table: OpenTable };

async function hangingOn(rows: readonly Row[], { main, table: parent }: On, { sheet, table }: Hanging): Promise<Cell[][]> {
  if (rows.length === 0) return [];
  const at = (column: string | undefined): number => main.columns.findIndex(({ key }) => key === column);
  const keyAt = at(parent.query.table.keyColumn);
  const objectTypeId = parent.source.watchedType?.(parent.query.table.key) ?? null;
  const asked = rows.map(({ cells }) => ({ key: cells[keyAt] ?? '', cell: (column: string): Cell => cells[at(column)] ?? null }));
  const { rows: found, done = rows.length } = await table.source.relatedRows!(table.context, { ...table.query, columns: sheet.query.columns }, { table: parent.query.table, objectTypeId }, asked);
  return relatedCells(sheet, rows.slice(0, done).map(({ cells }) => cells), keyAt, found);
}
