import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { forgetContact } from '../exports/index.ts';
import { forgetKeptViews } from '../views/index.ts';
import { hasInstall } from '../installs/index.ts';
import { forgetContactLinks } from '../links/index.ts';
import { dropMessagesAbout } from '../notices/index.ts';
import { forgetInTemplates } from '../templates/index.ts';
import { forgetRecord } from '../workflows/index.ts';
import { dropId } from '../selections/index.ts';
import { auditErasure, dropClickAnswers, forgetInAudit } from './privacy.store.ts';

export type ContactRef = { readonly portalId: PortalId; readonly contactId: string };

/** A click is repeated within seconds; its answer is not asked for after this long. */
const CLICK_MS = 600_000;

/** One pass; the job behind `eraseContact` makes the second. */
export async function eraseOnce(context: Context, of: ContactRef): Promise<void> {
  // What the portal had is deleted with its install, and nothing may be written for it any more.
  if (!(await hasInstall(context, of.portalId))) return;
  const forgotten = await forgetContact(context, of);
  await context.database.inPortal(of.portalId, async (tx) => {
    await forgetRecord(tx, of.contactId);
    await forgetInTemplates(tx, of.contactId);
    await dropId(tx, '0-1', of.contactId);
    await dropMessagesAbout(tx, { objectTypeId: '0-1', objectId: of.contactId });
    const clicks = await dropClickAnswers(tx, new Date(context.now() - CLICK_MS));
    const links = await forgetContactLinks(tx, of.portalId, of.contactId);
    await forgetInAudit(tx, of.contactId);
    await forgetKeptViews(tx);
    await auditErasure(tx, of.portalId, { ...forgotten, clicks, links });
  });
  context.log.info({ portalId: of.portalId, ...forgotten }, 'a contact was erased');
}
