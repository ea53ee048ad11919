import type { Context } from '../context/index.ts';
import { hasInstall } from '../installs/index.ts';
import { eraseAgainJob } from './erase-again.job.ts';
import { eraseOnce } from './erase-once.ts';
import type { ContactRef } from './erase-once.ts';

/** By then a worker that was stopped in the middle has woken up, and HubSpot's search knows of the deletion. */
const AGAIN_MS = 900_000;

/**
 * Erases a contact that HubSpot deleted for privacy from everything the portal has here: staged rows, checkpoints,
 * finished files, links, recorded answers, audit details (T63). Safe to call twice, for an unknown contact, and before
 * the contact was ever seen. Throws file.store_unavailable or database.unavailable; call it again then.
 */
export async function eraseContact(context: Context, of: ContactRef): Promise<void> {
  if (!(await hasInstall(context, of.portalId))) return;
  // First of all, so that a process that dies on the way leaves somebody who finishes.
  await context.database.inPortal(of.portalId, (tx) => context.queue.enqueue(tx, eraseAgainJob, { ...of }, { afterMs: AGAIN_MS }));
  await eraseOnce(context, of);
}
