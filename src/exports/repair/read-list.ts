import type { Caller } from '../../access/index.ts';
import type { Context } from '../../context/index.ts';
import { AppError } from '../../core/errors/index.ts';
import type { LeftOut } from './left-out-rows.ts';
import { findLeftOut, findLeftOutAt } from './left-out.store.ts';
import type { LeftOutRow } from './left-out.store.ts';
import { splitList } from './split-list.ts';
import type { ListLine } from './split-list.ts';
import { pickLine } from './pick-line.ts';
import type { PickedRow } from './repair.ts';
import { openRow } from './row-mark.ts';

/** Lines whose rows are looked up at once. */
const AT_ONCE = 1_000;
/** Characters of all new values together: they are held until the repair is written. */
const MOST_NEW = 20_000_000;

/**
 * Reads a list of left-out rows back from the file at `path`, CSV or a workbook, as it comes: what is held are the rows it names and
 * their new values. Lines may be missing and moved. Each line is known
 * by its signed mark, or where the column of marks is missing by its key; a line that is not of this export refuses the whole list.
 * Throws request.invalid or request.too_large with what is wrong and where.
 */
export async function readList(context: Context, caller: Caller, leftOut: LeftOut, path: string): Promise<PickedRow[]> {
  const picked = new Map<string, { readonly row: PickedRow; readonly where: string }>();
  let lines: ListLine[] = [];
  let held = 0;

  async function take(): Promise<void> {
    for (const [at, { row, mark }] of (await findRows(context, caller, leftOut, lines)).entries()) {
      const line = lines[at]!;
      const before = picked.get(`${row.sheet} ${row.place}`);
      if (before !== undefined) throw bad(`${line.where} is about the same row as ${before.where}.`);
      const own = pickLine(context.tokenKeys, leftOut, { line, row, mark });
      for (const value of Object.values(own.wanted ?? {})) held += value.length;
      if (held > MOST_NEW) throw new AppError('request.too_large', { userMessage: 'The list has more new values than can be taken at once.', fix: 'Send it in several parts.' });
      picked.set(`${row.sheet} ${row.place}`, { row: own, where: line.where });
    }
    lines = [];
  }

  let count = 0;
  for await (const line of splitList(path)) {
    count += 1;
    lines.push(line);
    if (count > leftOut.total) {
      await take();
      throw bad('The list holds more rows than this export left out.');
    }
    if (lines.length === AT_ONCE) await take();
  }
  await take();
  if (picked.size === 0) throw bad('The list holds no row.');
  return [...picked.values()].map(({ row }) => row);
}

type Found = { readonly row: LeftOutRow; readonly mark: readonly (string | null)[] | null };

async function findRows({ database, tokenKeys }: Context, caller: Caller, { job }: LeftOut, lines: readonly ListLine[]): Promise<Found[]> {
  const marks = lines.map(({ mark, where }) => {
    if (mark === null) return null;
    const opened = openRow(tokenKeys, { caller, jobId: job.id }, mark);
    if (opened === null) throw bad(`The mark of ${where} was changed, or is of the list of another export.`);
    return opened;
  });
  const { byPlace, byKey } = await database.inPortal(caller.portalId, async (tx) => ({
    byPlace: await findLeftOutAt(tx, job.id, marks.filter((mark) => mark !== null)),
    byKey: await findLeftOut(tx, job.id, lines.filter(({ mark }) => mark === null).map(({ key }) => key)),
  }));
  return lines.map(({ key, where }, at) => {
    const mark = marks[at] ?? null;
    const row = mark === null ? byKey.get(key) : byPlace.get(`${mark.sheet} ${mark.place}`);
    if (row === undefined) throw bad(`The list names a row that this export did not leave out: ${where}.`);
    return { row, mark: mark?.shown ?? null };
  });
}

function bad(userMessage: string): AppError {
  return new AppError('request.invalid', { userMessage, fix: 'Download the list again, change it and send it back.' });
}
