import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { expireFileJob } from '../exports/index.ts';
import { uninstallPortal, wipePortal } from '../installs/index.ts';
import { forgetGone, GONE_FOR_MS } from '../links/index.ts';
import { lookForGone } from '../matches/index.ts';
import { LOST_DAYS, MARK_HOURS, OAUTH_STATE_HOURS } from './retention.ts';
import { rearmSchedules } from '../schedules/index.ts';
import { sweepFiles } from './sweep-files.ts';
import { deleteJobs, deleteOld, dropOldStates, findEnded, forgetStranger, listOldJobs, listOverdueFiles, takeDuePortal } from './sweep.store.ts';
import { filePrefix } from '../files/index.ts';

const HOUR_MS = 3_600_000;
/** Each portal is looked after this often. */
const EVERY_MS = 6 * HOUR_MS;
const AT_ONCE = 1_000;
/** Other portals wait for one whose allowance is used up no longer than this. */
const LOOK_MS = 60_000;

/**
 * Looks after every portal that is due: deletes what is kept no longer, finishes what an uninstall left undone, and
 * uninstalls who has been without access for long. Any number of workers may call it; each portal is swept by one.
 */
export async function sweepPortals(context: Context, signal: AbortSignal): Promise<void> {
  await context.database.withoutPortal((tx) => dropOldStates(tx, new Date(context.now() - OAUTH_STATE_HOURS * HOUR_MS)));
  while (!signal.aborted) {
    const portalId = await takeDuePortal(context.database, new Date(context.now()), new Date(context.now() + EVERY_MS));
    if (portalId === null) return;
    // One portal's trouble is not the others'; it is due again in time.
    await sweepPortal(context, portalId, signal).catch((err: unknown) => context.log.error({ portalId, err }, 'portal not swept'));
  }
}

async function sweepPortal(context: Context, portalId: PortalId, signal: AbortSignal): Promise<void> {
  const now = context.now();
  const ended = await context.database.inPortal(portalId, findEnded);
  if (ended === null) {
    await context.database.inPortal(portalId, (tx) => forgetStranger(tx, portalId, now));
    return;
  }
  const endedMs = now - (ended.endedAt?.getTime() ?? now);
  if (ended.state === 'uninstalled') {
    await wipePortal(context, portalId, endedMs >= MARK_HOURS * HOUR_MS ? 'with-install' : 'data');
    return;
  }
  if (ended.state === 'needs_reauth' && endedMs >= LOST_DAYS * 24 * HOUR_MS) {
    await uninstallPortal(context, { portalId });
    return;
  }
  await deleteOverdue(context, portalId, now);
  if (ended.state !== 'active') return;
  await rearmSchedules(context, portalId);
  await lookForGone(context, portalId, AbortSignal.any([signal, AbortSignal.timeout(LOOK_MS)]));
}

async function deleteOverdue(context: Context, portalId: PortalId, now: number): Promise<void> {
  const { database, files } = context;
  let old: string[];
  do {
    old = await database.inPortal(portalId, (tx) => listOldJobs(tx, now, AT_ONCE));
    for (const jobId of old) await files.deletePrefix(filePrefix(portalId, 'exports', jobId));
    await database.inPortal(portalId, (tx) => deleteJobs(tx, old));
  } while (old.length === AT_ONCE);
  while ((await database.inPortal(portalId, (tx) => deleteOld(tx, now, AT_ONCE))) === AT_ONCE);

  await database.inPortal(portalId, (tx) => forgetGone(tx, portalId, { goneForMs: GONE_FOR_MS }));
  const overdue = await database.inPortal(portalId, (tx) => listOverdueFiles(tx, new Date(now), AT_ONCE));
  for (const jobId of overdue) await expireFileJob.run(context, { portalId, jobId }, AbortSignal.timeout(HOUR_MS));
  await sweepFiles(context, portalId);
}
