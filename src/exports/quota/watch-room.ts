import type { Context } from '../../context/index.ts';
import type { FileStore } from '../../files/index.ts';
import type { ExportRun } from '../export-run.ts';
import { quotaExceeded, storeAlmostFull, tooLargeForQuota } from './quota-error.ts';
import { findStaged, findUsage } from './quota.store.ts';

const LOOK_MS = 2_000;

/**
 * The file store as a running export sees it: before a put it looks, every two seconds at most, whether the portal's
 * quota and the store's watermark still allow one (T50). What does not fit throws quota.exceeded or
 * file.store_unavailable, and the export waits with what it has.
 */
export function watchRoom(context: Context, run: ExportRun): FileStore {
  const { files, settings } = context;
  let lookedAt = -Infinity;

  async function look(): Promise<void> {
    if (context.now() - lookedAt < LOOK_MS) return;
    const free = await files.freeBytes();
    if (free !== null && free < settings.freeBytes) throw storeAlmostFull(free, settings.freeBytes);
    const { usage, staged } = await context.database.inPortal(run.portalId, async (tx) => ({ usage: await findUsage(tx), staged: await findStaged(tx, run.jobId) }));
    const most = settings.portalBytes;
    if (staged.own > most) throw tooLargeForQuota(staged.own, most);
    // Only what was there before it counts: of exports that grow together the first one is always let through.
    const used = usage.finished + staged.ahead + staged.own;
    if (used >= most) throw quotaExceeded(used, most, usage.nextExpiry);
    lookedAt = context.now();
  }

  return {
    ...files,
    async put(key, body, options) {
      try {
        await look();
      } catch (thrown) {
        await closeUnread(body);
        throw thrown;
      }
      return files.put(key, body, options);
    },
  };
}

/** A put promises to close its body, read or not. */
async function closeUnread(body: AsyncIterable<Uint8Array> | Uint8Array): Promise<void> {
  if (body instanceof Uint8Array) return;
  await body[Symbol.asyncIterator]().return?.();
}
