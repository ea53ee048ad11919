import type { MailWishes } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { findMailWishes } from './mail-wishes.store.ts';

/** How the caller gets mails about their exports. */
export async function getMailWishes(context: Context, { portalId, userId }: Caller): Promise<MailWishes> {
  return context.database.inPortal(portalId, (tx) => findMailWishes(tx, portalId, userId));
}
