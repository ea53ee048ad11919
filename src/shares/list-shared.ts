import { SharedFile } from '#contract';
import type { ListSharedRequest, ListSharedResponse } from '#contract';
import { z } from 'zod';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { findFile } from '../downloads/index.ts';
import { findShareLack } from '../policies/index.ts';
import { findSharesWith } from './shares.store.ts';
import type { ShareRow } from './shares.store.ts';

/** Each is judged anew, so a page is no longer than it is quick. */
const PAGE = 20;
/** What is shown of a certificate; older versions know no parts. */
const Shown = z.object({ complete: z.boolean(), partial: z.unknown().optional() });

/** What colleagues share with the caller, newest first. Left out is what the caller may not have now: its name may say too much. */
export async function listShared(context: Context, { portalId, userId }: Caller, { before }: ListSharedRequest, signal: AbortSignal): Promise<ListSharedResponse> {
  const now = new Date(context.now());
  const shares = await context.database.inPortal(portalId, (tx) => findSharesWith(tx, userId, { before, now, limit: PAGE + 1 }));
  const files: SharedFile[] = [];
  for (const share of shares.slice(0, PAGE)) {
    const file = await context.database.inPortal(portalId, (tx) => findFile(tx, share.jobId));
    if (file === null || (await findShareLack(context, { ...share, portalId, rows: file.rows }, signal)) !== null) continue;
    files.push(show(share, file));
  }
  return { files, next: shares.length > PAGE ? shares[PAGE - 1]!.id : null };
}

function show(share: ShareRow, { title, fileName, rows, bytes, expiresAt, certificate }: NonNullable<Awaited<ReturnType<typeof findFile>>>): SharedFile {
  const shown = Shown.safeParse(certificate);
  return SharedFile.parse({
    shareId: share.id, title, sharedBy: { name: share.sharerName, email: share.sharerEmail }, sharedAt: share.sharedAt.toISOString(), note: share.note,
    fileName, rows, bytes, complete: shown.success && shown.data.complete && (shown.data.partial ?? null) === null, expiresAt: expiresAt.toISOString(),
  });
}
