import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { filePrefix } from '../files/index.ts';
import { knownJobs } from './sweep.store.ts';

const AT_ONCE = 500;

/** Deletes files of exports that there are no rows of any more: a worker that woke too late had still stored them. */
export async function sweepFiles(context: Context, portalId: PortalId): Promise<void> {
  const seen = new Set<string>();
  let ids: string[] = [];
  for await (const { key } of context.files.list(filePrefix(portalId, 'exports'))) {
    const jobId = key.split('/')[3]!;
    if (seen.has(jobId)) continue;
    seen.add(jobId);
    ids.push(jobId);
    if (ids.length < AT_ONCE) continue;
    await dropUnknown(context, portalId, ids);
    ids = [];
  }
  await dropUnknown(context, portalId, ids);
}

async function dropUnknown(context: Context, portalId: PortalId, ids: readonly string[]): Promise<void> {
  // The row comes before the first file and goes after the last: a file without a row belongs to nobody.
  const known = await context.database.inPortal(portalId, (tx) => knownJobs(tx, ids.filter((id) => UUID.test(id))));
  for (const id of ids) if (!known.has(id)) await context.files.deletePrefix(filePrefix(portalId, 'exports', id));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
