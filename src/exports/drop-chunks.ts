import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { filePrefix } from '../files/index.ts';
import type { CrashPoint } from './crash-points.ts';
import { deleteChunks, findArtifacts } from './exports.store.ts';

/** Deletes what an ended export has in the file store besides its file: the chunks have done their work. */
export async function dropChunks(context: Context, portalId: PortalId, jobId: string): Promise<void> {
  const at: (point: CrashPoint) => void = context.crashPoint;
  const kept = (await context.database.inPortal(portalId, (tx) => findArtifacts(tx, [jobId]))).get(jobId);
  for await (const file of context.files.list(filePrefix(portalId, 'exports', jobId))) {
    if (file.key === kept?.fileKey) continue;
    await context.files.delete(file.key);
    at('chunk-deleted');
  }
  await context.database.inPortal(portalId, (tx) => deleteChunks(tx, jobId));
  at('chunks-deleted');
}
