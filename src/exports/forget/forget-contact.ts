import { forgetSubject } from '../../audit/index.ts';
import type { Context } from '../../context/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import { filePrefix } from '../../files/index.ts';
import { deleteJob,  forgetWhereAsked, listAffected, startAnew, takeAway, withdrawFile } from './forget.store.ts';
import type { Affected } from './forget.store.ts';
import { forgetLeftOut } from '../repair/left-out.store.ts';

/** HubSpot's search may still name a deleted contact for some seconds; an export that begins anew waits that long. */
const SEARCH_LEARNS_SECONDS = 60;
const WHY = 'The file was taken back because a contact was deleted for privacy and may have stood in it. Export the table again: the new file does not hold the contact.';

export type Forgotten = { readonly deleted: number; readonly withdrawn: number; readonly restarted: number };

/**
 * Removes a contact from everything exports keep. Exports of the contact's own tables are deleted. Nobody knows which
 * rows stand in a finished file, so every file of a list of contacts is taken back with a plain reason; unfinished
 * exports of such lists begin anew, without the contact. May run twice.
 */
export async function forgetContact(context: Context, of: { readonly portalId: PortalId; readonly contactId: string }): Promise<Forgotten> {
  const affected = await context.database.inPortal(of.portalId, async (tx) => {
    await forgetWhereAsked(tx, of.contactId);
    await forgetLeftOut(tx, of.contactId);
    return listAffected(tx, of.contactId);
  });
  const sum = { deleted: 0, withdrawn: 0, restarted: 0 };
  for (const one of affected) {
    const what = await forgetIn(context, of.portalId, one);
    if (what !== null) sum[what] += 1;
  }
  return sum;
}

async function forgetIn(context: Context, portalId: PortalId, { jobId, how }: Affected): Promise<keyof Forgotten | null> {
  const what = await context.database.inPortal(portalId, async (tx) => {
    const state = await takeAway(tx, jobId);
    if (state === null || how === 'about') {
      // The log names an export by its title, and this one's is the contact's name.
      await forgetSubject(tx, jobId);
      return 'deleted';
    }
    if (state === 'ready' || state === 'expired') return (await withdrawFile(tx, jobId, WHY, new Date(context.now()))) ? 'withdrawn' : null;
    await startAnew(tx, jobId, SEARCH_LEARNS_SECONDS);
    return 'restarted';
  });
  await context.files.deletePrefix(filePrefix(portalId, 'exports', jobId));
  // The row goes last: until then a second run still finds the files by it.
  if (what === 'deleted') await context.database.inPortal(portalId, (tx) => deleteJob(tx, jobId));
  return what;
}
