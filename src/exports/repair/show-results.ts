import { Buffer } from 'node:buffer';
import type { Column, SpokenLanguage } from '#contract';
import { sayIn } from '#sentences';
import type { Context } from '../../context/index.ts';
import { createCsvLines } from '../../core/csv/create-csv-lines.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import { ownKey } from '../sheets/flat-key.ts';
import type { LeftOut } from './left-out-rows.ts';
import { RESULT_WORDS } from './result-words.ts';
import { firstResults, listResults } from './row-results.store.ts';
import type { ResultsOf, RowResult } from './row-results.store.ts';

const SHOWN = 50;
const AT_ONCE = 1_000;

/** A result in words. `changes`: what each column held and holds. */
export type ShownResult = Pick<RowResult, 'key' | 'result'> & { readonly reason: string; readonly changes: readonly { readonly column: string; readonly was: string; readonly now: string }[] };
export type ShownResults = { readonly rows: readonly ShownResult[]; readonly total: number };

/** What became of the rows of a repair, those that went wrong first; empty for any other export. */
export async function showResults(context: Context, portalId: PortalId, leftOut: LeftOut, language: SpokenLanguage): Promise<ShownResults> {
  if (leftOut.export.repair === null) return { rows: [], total: 0 };
  const { rows, total } = await context.database.inPortal(portalId, (tx) => firstResults(tx, resultsOf(leftOut), SHOWN));
  return { rows: rows.map((row) => inWords(leftOut, row, language)), total };
}

/** All of it as a CSV file, in pieces: a line for each row, or for each of its values that was changed. */
export async function* writeResults(context: Context, portalId: PortalId, leftOut: LeftOut, language: SpokenLanguage): AsyncGenerator<Uint8Array, void, undefined> {
  const words = RESULT_WORDS[language];
  const columns = (['key', 'result', 'column', 'before', 'now', 'reason'] as const).map((key): Column => ({ key, title: words.titles[key], type: 'text', sortable: false, operators: [] }));
  const lines = createCsvLines(columns, { kind: 'file', delimiter: ',' });
  yield Buffer.from(`\uFEFF${lines.header()}`);
  for (const { sheet } of leftOut.export.repair === null ? [] : leftOut.export.sheets) {
    for (let from = 0; ;) {
      const rows = await context.database.inPortal(portalId, (tx) => listResults(tx, resultsOf(leftOut), { sheet, from, most: AT_ONCE }));
      const last = rows.at(-1);
      if (last === undefined) break;
      yield Buffer.from(rows.map((row) => inWords(leftOut, row, language)).flatMap(({ key, result, reason, changes }) => {
        const own = [key, words.results[result]];
        return changes.length === 0 ? [[...own, '', '', '', reason]] : changes.map(({ column, was, now }) => [...own, column, was, now, reason]);
      }).map((cells) => lines.line(cells)).join(''));
      from = last.place + 1;
    }
  }
}

function resultsOf({ job: { id, state } }: LeftOut): ResultsOf {
  return { jobId: id, finished: state === 'ready' };
}

function inWords(leftOut: LeftOut, { sheet, key, result, reason, changes }: RowResult, language: SpokenLanguage): ShownResult {
  const columns = leftOut.export.sheets[sheet]?.columns ?? [];
  const placeOf = (column: string): number => columns.findIndex((one) => ownKey(one.key) === column);
  // As the file has its columns; the database keeps them in another order.
  const ordered = Object.entries(changes ?? {}).toSorted(([one], [other]) => placeOf(one) - placeOf(other));
  return { key, result, reason: reason === null ? '' : sayIn(language, reason), changes: ordered.map(([column, { was, now }]) => ({ column: columns[placeOf(column)]?.title ?? column, was, now })) };
}
