import type { Context } from '../context/index.ts';
import type { OpenTable } from '../connections/index.ts';
import { fileKey } from '../files/index.ts';
import { addProgress } from '../jobs/index.ts';
import { encodeChunk } from './chunk-codec.ts';
import { finishPart, listParts, saveChunk } from './exports.store.ts';
import type { ExportRun } from './export-run.ts';
import type { PartState, StoredPlan } from './exports.store.ts';

/** Reads every part that is not done, several at once, each from its checkpoint. The first failure stops all. */
export async function readParts(context: Context, run: ExportRun, table: OpenTable, plan: StoredPlan): Promise<void> {
  const parts = await context.database.inPortal(run.portalId, (tx) => listParts(tx, run.jobId));
  const waiting = parts.filter((part) => !part.done);
  const failed = new AbortController();
  const signal = AbortSignal.any([run.signal, failed.signal]);

  async function reader(): Promise<void> {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      signal.throwIfAborted();
      await readPart(context, { ...run, signal }, { ...table, context: { ...table.context, signal } }, plan, part);
    }
  }

  const readers = Array.from({ length: Math.max(1, Math.min(plan.concurrency, waiting.length)) }, reader);
  const stopOthers = readers.map((done) => done.catch((error: unknown) => {
    if (!failed.signal.aborted) failed.abort(error);
  }));
  await Promise.all(stopOthers);
  // The first reason, not the echo it caused in the other readers.
  if (failed.signal.aborted) throw failed.signal.reason;
}

async function readPart(context: Context, run: ExportRun, table: OpenTable, plan: StoredPlan, part: PartState): Promise<void> {
  let seq = part.nextSeq;
  for await (const batch of table.source.read(table.context, table.query, plan.parts[part.part]!, part.cursor)) {
    run.at('batch-read');
    // The fence is in the name: a worker that lost the job cannot write over a chunk of its successor.
    const key = fileKey(run.portalId, 'exports', run.jobId, `chunk-${pad(part.part)}-${pad(seq)}-f${run.lease.fence}`);
    const stored = await context.files.put(key, encodeChunk(batch.rows), { signal: run.signal });
    run.at('chunk-stored');

    // Save the cursor only after the chunk is durable: the other order loses rows on a crash.
    const chunk = {
      part: part.part, seq, fileKey: key, rows: batch.rows.length, upstream: batch.upstream, calls: batch.calls,
      bytes: stored.bytes, sha256: stored.sha256, skipped: batch.skipped,
    };
    await run.lease.write(async (tx) => {
      await saveChunk(tx, run.portalId, run.jobId, chunk, batch.cursor);
      await addProgress(tx, run.jobId, batch.rows.length);
    });
    run.at('chunk-saved');
    seq += 1;
  }
  await run.lease.write((tx) => finishPart(tx, run.jobId, part.part));
  run.at('part-finished');
}

function pad(position: number): string {
  return String(position).padStart(6, '0');
}
