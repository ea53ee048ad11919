import type { Context } from '../context/index.ts';
import { filePrefix } from '../files/index.ts';
import type { ExportRun } from './export-run.ts';
import { listChunks } from './exports.store.ts';
import { fenceOf } from './fence-of.ts';

/**
 * Deletes what earlier runs stored and never checkpointed, so that a job that tries again and again on a full disk does
 * not fill it further. Only names of lower fences: those can never be checkpointed any more.
 */
export async function dropOrphans(context: Context, run: ExportRun): Promise<void> {
  if (run.lease.fence === 1) return;
  const chunks = await context.database.inPortal(run.portalId, (tx) => listChunks(tx, run.jobId));
  const kept = new Set(chunks.map((chunk) => chunk.fileKey));
  for await (const { key } of context.files.list(filePrefix(run.portalId, 'exports', run.jobId))) {
    const fence = fenceOf(key);
    if (kept.has(key) || fence === null || fence >= run.lease.fence) continue;
    await context.files.delete(key);
    run.at('orphan-deleted');
  }
}
