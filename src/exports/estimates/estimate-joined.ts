import type { SheetEstimate } from '#contract';
import type { OpenTable } from '../../connections/index.ts';
import type { NewSheet } from '../exports.store.ts';
import type { Format } from '../formats/define-format.ts';
import { perParentOf } from './joined-key.ts';
import { sampleRelated } from './sample-related.ts';
import { sheetShare } from './sheet-share.ts';
import type { Statistics } from './statistics.store.ts';

/**
 * What each sheet of a joined export will be, by the formulas and what exports of the same tables were like. `rows` are the
 * first sheet's. How many related rows come to one of its rows is known from past exports, else from a sample. A sheet that
 * cannot be estimated has nulls.
 */
export async function estimateJoined(format: Format, sheets: readonly NewSheet[], tables: readonly OpenTable[], rows: number, known: Statistics | null): Promise<SheetEstimate[]> {
  const counts: (number | null)[] = [];
  for (const [at, sheet] of sheets.entries()) counts.push(at === 0 ? rows : await rowsOf(sheet, at, { sheets, tables, rows, known }));
  const { byteRatio = 1, secondRatio = 1, callRatio = 1, cellBytes = {} } = known ?? {};
  return sheets.map((sheet, at) => {
    const own = counts[at] ?? null;
    if (own === null) return { title: sheet.title, rows: null, bytes: null, seconds: null, apiCalls: null };
    const share = sheetShare(format, sheet, tables[at]!, { at, rows: own, parents: 'of' in sheet.role ? rows : null, cellBytes });
    return {
      title: sheet.title,
      rows: Math.round(own),
      bytes: Math.round(share.fixed + share.bytes * byteRatio),
      seconds: Math.ceil(share.seconds * secondRatio * 10) / 10,
      apiCalls: Math.round(share.apiCalls * callRatio),
    };
  });
}

type All = { readonly sheets: readonly NewSheet[]; readonly tables: readonly OpenTable[]; readonly rows: number; readonly known: Statistics | null };

async function rowsOf(sheet: NewSheet, at: number, { sheets, tables, rows, known }: All): Promise<number | null> {
  const table = tables[at]!;
  if (!('of' in sheet.role)) return table.query.table.capabilities.count ? table.source.count(table.context, table.query) : null;
  const perParent = known?.cellBytes[perParentOf(at)] ?? (await sampleRelated(sheet, table, sheets[sheet.role.of]!, tables[sheet.role.of]!));
  return perParent === null ? null : rows * perParent;
}
