import type { Colleague, Share, ShareExportRequest } from '#contract';
import type { Caller } from '../access/index.ts';
import { countAudit, writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findFile } from '../downloads/index.ts';
import { findOwnJob } from '../jobs/index.ts';
import { announceShare } from '../notices/index.ts';
import { findShareLack, requireFileRight, sayShareLack } from '../policies/index.ts';
import type { SharedWith } from '../policies/index.ts';
import { readColleagues } from './read-colleagues.ts';
import { showShares } from './show-shares.ts';
import { beginShare } from './shares.store.ts';

const DAY_MS = 24 * 3_600_000;
/** Of one account, so that nobody's inbox is flooded by sharing and stopping in turns. */
const MOST_A_DAY = 500;

/**
 * Gives a colleague the caller's finished file: share, audit entry and mail appear in one transaction, once per file and person.
 * The colleague is whom HubSpot knows by this user id, never an address out of the request (T56). Throws job.unknown,
 * file.missing, access.refused, request.invalid, request.conflict, message.too_many, and what HubSpot's API throws.
 */
export async function shareExport(context: Context, caller: Caller, { requestId, jobId, userId, note = '' }: ShareExportRequest, signal: AbortSignal): Promise<Share> {
  const { portalId } = caller;
  const { rows } = await ownFile(context, caller, jobId);
  if (userId === caller.userId) throw new AppError('request.invalid', { userMessage: 'This file is yours already.', fix: 'Choose a colleague.' });
  await requireFileRight(context, caller, jobId, signal);
  const people = await readColleagues(context, portalId, signal);
  const colleague = people.find((person) => person.userId === userId);
  if (colleague === undefined) throw new AppError('access.refused', { userMessage: 'This person is no active user of this HubSpot account.', fix: 'Choose somebody else, or ask a HubSpot admin to invite this person.' });
  await requireNoLack(context, { portalId, jobId, rows, sharedBy: caller.userId, recipientId: userId, recipient: colleague.email }, colleague, signal);

  const sharer = people.find((person) => person.userId === caller.userId)?.name ?? caller.userEmail;
  return context.database.inPortal(portalId, async (tx) => {
    const sharedAt = new Date(context.now());
    const begun = await beginShare(tx, portalId, {
      id: context.newId(), jobId, requestId, sharedAt, note: note === '' ? null : note, sharedBy: caller.userId, sharerName: sharer, sharerEmail: caller.userEmail,
      recipientId: userId, recipient: colleague.email, recipientName: colleague.name,
    });
    if (begun === null) throw new AppError('request.conflict');
    const { share, fresh } = begun;
    if (fresh) {
      if ((await countAudit(tx, 'share.created', new Date(sharedAt.getTime() - DAY_MS))) >= MOST_A_DAY) throw new AppError('message.too_many', { userMessage: 'Very many files were shared in this account within a day.', fix: 'Try again tomorrow.' });
      await writeAudit(tx, portalId, { userId: caller.userId, action: 'share.created', subject: jobId, details: { shareId: share.id, with: userId } });
      await announceShare(context, tx, { portalId, jobId, round: share.round, recipientId: userId, recipient: colleague.email });
    }
    return (await showShares(tx, [{ share, lack: null }]))[0]!;
  });
}

async function ownFile(context: Context, { portalId, userId }: { readonly portalId: PortalId; readonly userId: string }, jobId: string): Promise<{ readonly rows: number }> {
  return context.database.inPortal(portalId, async (tx) => {
    if ((await findOwnJob(tx, userId, jobId)) === null) throw new AppError('job.unknown');
    const file = await findFile(tx, jobId);
    if (file === null || file.expiresAt.getTime() <= context.now()) throw new AppError('file.missing');
    return file;
  });
}

async function requireNoLack(context: Context, share: SharedWith, { name }: Colleague, signal: AbortSignal): Promise<void> {
  const lack = await findShareLack(context, share, signal);
  if (lack === null) return;
  const { message, fix } = sayShareLack(lack, name);
  throw new AppError('access.refused', { userMessage: message, fix, detail: `share lacks ${lack.kind}` });
}
