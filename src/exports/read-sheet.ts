import type { Context } from '../context/index.ts';
import type { OpenTable } from '../connections/index.ts';
import { listParts } from './exports.store.ts';
import type { StoredSheet } from './exports.store.ts';
import type { ExportRun } from './export-run.ts';
import { readPart } from './read-part.ts';

/**
 * Reads every part of a table that is not done, several at once, each from its checkpoint. `tables` are those of all
 * sheets, in their order. The first failure stops all.
 */
export async function readSheet(context: Context, run: ExportRun, tables: readonly OpenTable[], sheet: StoredSheet): Promise<void> {
  const parts = await context.database.inPortal(run.portalId, (tx) => listParts(tx, run.jobId, sheet.sheet));
  const waiting = parts.filter((part) => !part.done);
  const failed = new AbortController();
  const signal = AbortSignal.any([run.signal, failed.signal]);
  const stoppable = tables.map((table) => ({ ...table, context: { ...table.context, signal } }));

  async function reader(): Promise<void> {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      signal.throwIfAborted();
      await readPart(context, { ...run, signal }, stoppable, sheet, part);
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
}
