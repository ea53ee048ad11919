import type { MailWishes } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { isTimeZone } from '../core/time/say-moment.ts';
import { keepMailWishes } from './mail-wishes.store.ts';

/** Keeps the caller's own wishes; they hold from the next mail on. Throws request.invalid for a time zone that does not exist. */
export async function saveMailWishes(context: Context, { portalId, userId }: Caller, wishes: MailWishes): Promise<MailWishes> {
  if (!isTimeZone(wishes.timeZone)) throw new AppError('request.invalid', { userMessage: 'There is no such time zone.', fix: 'Choose one like Europe/Berlin.' });
  await context.database.inPortal(portalId, (tx) => keepMailWishes(tx, portalId, userId, wishes));
  return wishes;
}
