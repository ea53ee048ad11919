import type { ListSharesResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { findFile } from '../downloads/index.ts';
import { findOwnJob } from '../jobs/index.ts';
import { findShareLack } from '../policies/index.ts';
import type { ShareLack } from '../policies/index.ts';
import { showShares } from './show-shares.ts';
import { findSharesOf } from './shares.store.ts';
import type { ShareRow } from './shares.store.ts';

/** With whom the caller's file is shared, and who of them does not get it as things stand now. Nobody once the file is gone. Throws job.unknown. */
export async function listShares(context: Context, { portalId, userId }: Caller, jobId: string, signal: AbortSignal): Promise<ListSharesResponse> {
  const { file, shares } = await context.database.inPortal(portalId, async (tx) => {
    if ((await findOwnJob(tx, userId, jobId)) === null) throw new AppError('job.unknown');
    return { file: await findFile(tx, jobId), shares: await findSharesOf(tx, jobId) };
  });
  if (file === null || file.expiresAt.getTime() <= context.now()) return { shares: [] };
  const judged: { readonly share: ShareRow; readonly lack: ShareLack | null }[] = [];
  for (const share of shares) judged.push({ share, lack: await findShareLack(context, { ...share, portalId, rows: file.rows }, signal) });
  return { shares: await context.database.inPortal(portalId, (tx) => showShares(tx, judged)) };
}
