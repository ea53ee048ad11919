import { Share } from '#contract';
import type { Tx } from '../core/db/index.ts';
import { listShareMails } from '../notices/index.ts';
import { sayShareLack } from '../policies/index.ts';
import type { ShareLack } from '../policies/index.ts';
import { countUses } from './shares.store.ts';
import type { ShareRow } from './shares.store.ts';

/** Shares of one file as whoever shares it sees them; `lack`: what keeps the colleague from it now. */
export async function showShares(tx: Tx, shares: readonly { readonly share: ShareRow; readonly lack: ShareLack | null }[]): Promise<Share[]> {
  const [first] = shares;
  if (first === undefined) return [];
  const mails = await listShareMails(tx, first.share.jobId);
  const uses = await countUses(tx, shares.map(({ share }) => share));
  return shares.map(({ share, lack }) => {
    const state = mails.get(`${share.recipient} ${share.round}`) ?? 'suppressed';
    return Share.parse({
      id: share.id, colleague: { userId: share.recipientId, name: share.recipientName, email: share.recipient }, note: share.note, since: share.sharedAt.toISOString(),
      ...(uses.get(share.id) ?? { opened: 0, downloaded: 0 }), mail: state === 'sending' ? 'pending' : state, problem: lack === null ? null : sayShareLack(lack, share.recipientName),
    });
  });
}
