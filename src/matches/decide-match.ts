import type { DecideMatchRequest, DecideMatchResponse } from '#contract';
import { writeAudit } from '../audit/index.ts';
import type { AuditAction } from '../audit/index.ts';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import type { Tx } from '../core/db/index.ts';
import { AppError } from '../core/errors/index.ts';
import { dropRefused, dropRuled, findDecided, forgetGone, holdersOf, holdRecord, insertLink, refuseKey, takeDecision } from '../links/index.ts';
import type { Decided, LinkRef } from '../links/index.ts';
import { forgetKeptViews } from '../views/index.ts';
import { noteGone } from './note-gone.ts';
import { openMatch } from './open-match.ts';
import type { OpenMatch } from './open-match.ts';
import { readTraits } from './read-traits.ts';

/** Each of them is a condition of every question about the record's rows. */
const MOST_REFUSED = 100;

/**
 * A person's decision about a record and a row of the other system. Of two people who decide at once the second one is told
 * what the first one did; a click that arrives twice does nothing more, however late. Throws table.unknown, access.refused,
 * row.unknown, match.taken, match.changed, request.conflict.
 */
export async function decideMatch(context: Context, caller: Caller, request: DecideMatchRequest, signal: AbortSignal): Promise<DecideMatchResponse> {
  const match = await openMatch(context, caller, request, signal);
  const { portalId, userId } = caller;
  const { requestId, ...content } = request;
  const ref = request.decision === 'link' ? await checkBoth(context, caller, match, request.key, signal) : match.ref;
  if (request.decision === 'link') await checkHolders(context, caller, ref, request.key, signal);

  return context.database.inPortal(portalId, async (tx) => {
    await holdRecord(tx, portalId, ref);
    const click = await takeDecision(tx, portalId, { userId, key: requestId, requestSha256: sha256(JSON.stringify(content)) });
    if (click === 'other') throw new AppError('request.conflict');
    const decided = await findDecided(tx, portalId, ref);
    if (click === 'mine') {
      await decide(context, tx, caller, match, ref, decided, request);
      // A slow view that was kept shows the rows of before.
      await forgetKeptViews(tx);
    }
    return { key: (await findDecided(tx, portalId, ref)).link?.key ?? null };
  });
}

/** The record with the id it has in HubSpot now, when both it and the row are there. */
async function checkBoth(context: Context, { portalId }: Caller, { ref, search }: OpenMatch, key: string, signal: AbortSignal): Promise<LinkRef> {
  const [{ id }, { rows }] = await Promise.all([
    readTraits(context, { portalId, lane: 'person', signal, purpose: { area: 'views' } }, ref.record, null),
    search({ by: 'keys', keys: [key] }),
  ]);
  if (rows.length === 0) throw new AppError('row.unknown', { userMessage: 'The other system no longer has this one.', fix: 'Look again for what this record may be linked to.' });
  return { ...ref, record: { ...ref.record, objectId: id } };
}

/** Whoever holds the row may have been deleted without our hearing of it. */
async function checkHolders(context: Context, { portalId }: Caller, ref: LinkRef, key: string, signal: AbortSignal): Promise<void> {
  for (const objectId of await context.database.inPortal(portalId, (tx) => holdersOf(tx, portalId, ref, key))) {
    await noteGone(context, { portalId, lane: 'person', signal, purpose: { area: 'views' } }, { ...ref.record, objectId });
  }
}

async function decide(context: Context, tx: Tx, { portalId, userId }: Caller, { partner }: OpenMatch, ref: LinkRef, { link, refused }: Decided, request: DecideMatchRequest): Promise<void> {
  const log = (action: AuditAction, details: Record<string, string>): Promise<void> =>
    writeAudit(tx, portalId, { userId, action, subject: ref.record.objectId, details: { ...ref.record, connection: ref.connection, partner: ref.partner, ...details } });
  switch (request.decision) {
    case 'link': {
      if (link?.key === request.key) return;
      if (link !== null) throw new AppError('match.changed');
      // A person's word goes before a rule's: a record that nobody linked to it lets it go.
      for (const objectId of partner.exclusive ? await dropRuled(tx, portalId, ref, request.key) : []) {
        await writeAudit(tx, portalId, { userId, action: 'record.unlinked', subject: objectId, details: { objectTypeId: ref.record.objectTypeId, objectId, connection: ref.connection, partner: ref.partner, key: request.key, why: 'taken' } });
      }
      // Whoever was linked to it and is deleted now does not keep it.
      await forgetGone(tx, portalId, { goneForMs: 0, holding: { ref, key: request.key } });
      if (!(await insertLink(tx, portalId, ref, { id: context.newId(), key: request.key, by: userId, exclusive: partner.exclusive, byRule: false }))) throw new AppError('match.taken');
      return log('record.linked', { key: request.key });
    }
    case 'refuse': {
      if (link?.key === request.key) throw new AppError('match.changed');
      if (refused.includes(request.key)) return;
      if (refused.length >= MOST_REFUSED) throw new AppError('request.invalid', { userMessage: `${MOST_REFUSED} were already called not the same.`, fix: 'Show them again and link the right one.' });
      await refuseKey(tx, portalId, ref, { id: context.newId(), key: request.key, by: userId, reason: null });
      return log('record.refused', { key: request.key });
    }
    case 'unlink': {
      if (link === null && refused.includes(request.key)) return;
      if (link?.key !== request.key) throw new AppError('match.changed');
      await refuseKey(tx, portalId, ref, { id: context.newId(), key: request.key, by: userId, reason: request.reason });
      return log('record.unlinked', { key: request.key, reason: request.reason });
    }
    case 'reconsider': {
      if ((await dropRefused(tx, portalId, ref)) > 0) await log('record.reconsidered', {});
      return;
    }
  }
  request satisfies never;
}
