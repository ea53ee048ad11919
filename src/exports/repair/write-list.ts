import { Buffer } from 'node:buffer';
import type { Cell, Column, SpokenLanguage } from '#contract';
import { sayIn } from '#sentences';
import type { Caller } from '../../access/index.ts';
import { openJoinedTable, requireSameShape } from '../../connections/index.ts';
import type { OpenTable } from '../../connections/index.ts';
import type { Context } from '../../context/index.ts';
import { createCsvLines } from '../../core/csv/create-csv-lines.ts';
import { AppError } from '../../core/errors/index.ts';
import { XLSX_LIMITS } from '../formats/xlsx/limits.ts';
import { renderXlsx } from '../formats/xlsx/render-xlsx.ts';
import { offeredColumns } from './editable-columns.ts';
import type { Editable } from './editable-columns.ts';
import type { LeftOut, LeftOutSheet } from './left-out-rows.ts';
import { listLeftOut } from './left-out.store.ts';
import { columnTitle, LIST_TITLES } from './list-titles.ts';
import { splitPair } from './pair.ts';
import { markValue, sealRow } from './row-mark.ts';

export type ListAsked = { readonly caller: Caller; readonly leftOut: LeftOut; readonly language: SpokenLanguage; readonly signal: AbortSignal };

/** Rows that are read and written at once. */
const AT_ONCE = 100;
/** What a spreadsheet would cut or change is not shown, so that it cannot come back as a change. */
const LONGEST = 30_000;
// eslint-disable-next-line no-control-regex -- these are looked for
const UNUSUAL = /[\u0000-\u0008\u000B-\u001F\uFFFD\uFFFE\uFFFF]/;

/** What one table's list is made of. `table` null: its rows cannot be looked at today, so only keys and reasons are listed. */
type List = { readonly left: LeftOutSheet; readonly table: OpenTable | null; readonly editable: ReadonlyMap<string, Editable>; readonly columns: readonly Column[] };

/** The rows that one table left out as a CSV file, in pieces: key, reason, a column for another key, and the row as it is today where it can be read. */
export async function* writeCsvList(context: Context, asked: ListAsked, sheet: number): AsyncGenerator<Uint8Array, void, undefined> {
  const left = asked.leftOut.sheets.find((one) => one.sheet.sheet === sheet);
  if (left === undefined) throw new AppError('link.invalid');
  const list = await openList(context, asked, left);
  const lines = createCsvLines(list.columns, { kind: 'file', delimiter: ',' });
  // Spreadsheets take a file without this mark for one in an old encoding. It goes with the first rows, so that a failure is told.
  let before = `\uFEFF${lines.header()}`;
  for await (const rows of readList(context, asked, list)) {
    yield Buffer.from(before + rows.map((row) => lines.line(row)).join(''));
    before = '';
  }
  if (before !== '') yield Buffer.from(before);
}

/** The same of all tables as an Excel workbook, a sheet for each; every cell is text, so that opening it changes none. */
export async function writeXlsxList(context: Context, asked: ListAsked): Promise<AsyncIterable<Uint8Array>> {
  const lists: List[] = [];
  for (const left of asked.leftOut.sheets) lists.push(await openList(context, asked, left));
  return renderXlsx(lists.map((list) => ({ title: list.left.sheet.title, columns: list.columns, lines: () => stage(readList(context, asked, list), list.columns) })), XLSX_LIMITS).body;
}

/** Whether the person may correct values of any of these tables. */
export async function isWritable(context: Context, asked: ListAsked): Promise<boolean> {
  for (const left of asked.leftOut.sheets) if ((await openList(context, asked, left)).editable.size > 0) return true;
  return false;
}

async function openList(context: Context, { caller, language, signal }: ListAsked, left: LeftOutSheet): Promise<List> {
  const asking = { portalId: caller.portalId, userId: caller.userId, verb: 'export', lane: 'person', signal, purpose: { area: 'exports' } } as const;
  const { selection: _selection, ...query } = left.sheet.query;
  const table = await openJoinedTable(context, asking, query).then((opened) => requireSameShape(opened, left.sheet.shape)).catch((thrown: unknown) => {
    // A table that is not as it was can still be told of; a right that was lost is lost here too.
    if (thrown instanceof AppError && (thrown.code === 'column.unknown' || thrown.code === 'table.unknown' || thrown.code === 'source.changed')) return null;
    throw thrown;
  });
  const editable = table === null ? new Map<string, Editable>() : await offeredColumns(context, caller, table, signal);
  const titles = LIST_TITLES[language];
  const shown = table === null ? [] : table.query.columns.flatMap((key) => table.query.table.columns.find((column) => column.key === key) ?? []);
  const columns = [
    ...([['key', titles.key], ['reason', titles.reason], ['corrected', titles.corrected]] as const).map(([key, title]) => text(key, title)),
    ...shown.map((column) => text(column.key, columnTitle(column, editable.has(column.key)))),
    text('mark', titles.mark),
  ];
  return { left, table, editable, columns };
}

async function* readList(context: Context, { caller, leftOut, language }: ListAsked, { left, table, editable }: List): AsyncGenerator<Cell[][], void, undefined> {
  const { portalId } = caller;
  const jobId = leftOut.job.id;
  const { sheet } = left.sheet;
  const hanging = 'of' in left.sheet.role;
  for (let from = 0; ;) {
    const rows = await context.database.inPortal(portalId, (tx) => listLeftOut(tx, jobId, { sheet, from, most: AT_ONCE }));
    const last = rows.at(-1);
    if (last === undefined) return;
    const ownKeys = rows.map(({ key }) => (hanging ? splitPair(key).own : key));
    const known = new Map<string, readonly Cell[]>(table === null ? [] : (await table.source.rows(table.context, table.query, [...new Set(ownKeys.filter((key) => key !== null))])).map(({ key, cells }) => [key, cells]));
    yield rows.map(({ place, key, reason }, at) => {
      const cells = known.get(ownKeys[at] ?? '');
      const columns = table?.query.columns ?? [];
      const values = columns.map((_, column) => listable(cells?.[column] ?? null));
      const shown = cells === undefined ? [] : columns.map((column, index) => (editable.has(column) && values[index] !== undefined ? markValue(context.tokenKeys, column, values[index] ?? '') : null));
      return [key, sayIn(language, reason), null, ...values.map((value) => value ?? null), sealRow(context.tokenKeys, { caller, jobId }, { sheet, place, shown })];
    });
    from = last.place + 1;
  }
}

/** Undefined where a spreadsheet would not give it back as it is. */
function listable(value: Cell): Cell | undefined {
  if (value === null) return null;
  return value.length > LONGEST || UNUSUAL.test(value) || !value.isWellFormed() ? undefined : value;
}

async function* stage(batches: AsyncIterable<Cell[][]>, columns: readonly Column[]): AsyncIterable<Uint8Array> {
  const lines = createCsvLines(columns, { kind: 'staging' });
  for await (const rows of batches) yield Buffer.from(rows.map((row) => lines.line(row)).join(''));
}

function text(key: string, title: string): Column {
  return { key, title, type: 'text', sortable: false, operators: [] };
}
