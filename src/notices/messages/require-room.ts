import type { Context } from '../../context/index.ts';
import { AppError } from '../../core/errors/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import { countMessages } from './messages.store.ts';

const HOUR_MS = 3_600_000;
/** What a person can still read, and what a mail server does not take for spam. */
const PER_PERSON_AND_HOUR = 20;
const PER_PORTAL_AND_DAY = 1_000;

/** Refuses a message that would be one too many: a workflow may enrol everybody at once. Throws message.too_many. */
export async function requireRoom(context: Context, portalId: PortalId, recipientId: string): Promise<void> {
  const now = context.now();
  const { toPerson, toAll } = await context.database.inPortal(portalId, async (tx) => ({
    toPerson: await countMessages(tx, new Date(now - HOUR_MS), recipientId),
    toAll: await countMessages(tx, new Date(now - 24 * HOUR_MS)),
  }));
  if (toPerson >= PER_PERSON_AND_HOUR) throw new AppError('message.too_many', { userMessage: `This person already got ${PER_PERSON_AND_HOUR} messages within an hour.` });
  if (toAll >= PER_PORTAL_AND_DAY) throw new AppError('message.too_many', { userMessage: `Workflows of this account already sent ${PER_PORTAL_AND_DAY.toLocaleString('en-US')} messages within a day.` });
}
