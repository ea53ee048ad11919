import type { Context } from '../context/index.ts';
import type { OpenTable } from '../connections/index.ts';
import { listParts } from './exports.store.ts';
import type { StoredSheet } from './exports.store.ts';
import type { ExportRun } from './export-run.ts';
import { readPart } from './read-part.ts';
import { recheckSheet } from './recheck/recheck-sheet.ts';

/**
 * Reads every part of a table that is not done, several at once, each from its checkpoint. `tables` are those of all
 * sheets, in their order. Then the second pass, where the plan has one. The first failure stops all. `gave-way`: each reader stopped at a checkpoint, and parts are left.
 */
export async function readSheet(context: Context, run: ExportRun, tables: readonly OpenTable[], sheet: StoredSheet): Promise<'done' | 'gave-way'> {
  const parts = await context.database.inPortal(run.portalId, (tx) => listParts(tx, run.jobId, sheet.sheet));
  const waiting = parts.filter(({ part, done }) => !done && part < sheet.plan!.parts.length);
  const failed = new AbortController();
  const signal = AbortSignal.any([run.signal, failed.signal]);
  const stoppable = tables.map((table) => ({ ...table, context: { ...table.context, signal, hurry: run.giveWay } }));

  let left = waiting.length;

  async function reader(): Promise<void> {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      signal.throwIfAborted();
      if ((await readPart(context, { ...run, signal }, stoppable, sheet, part)) === 'gave-way') return;
      left -= 1;
      // Every turn gets on by a part or a stretch of one, however often the job is asked.
      if (run.giveWay.aborted) return;
    }
  }

  const readers = Array.from({ length: Math.max(1, Math.min(sheet.plan!.concurrency, waiting.length)) }, reader);
  const stopOthers = readers.map((done) => done.catch((error: unknown) => {
    if (!failed.signal.aborted) failed.abort(error);
  }));
  await Promise.all(stopOthers);
  const reason = failed.signal.aborted ? { thrown: failed.signal.reason as unknown } : null;
  // The reading is over: a source lets go of what the parts shared, a snapshot for one.
  failed.abort();
  // The first reason, not the echo it caused in the other readers.
  if (reason !== null) throw reason.thrown;
  if (left > 0) return 'gave-way';
  const second = parts.find(({ part, done }) => !done && part === sheet.plan!.parts.length);
  return second === undefined ? 'done' : recheckSheet(context, run, tables[sheet.sheet]!, sheet, second);
}
