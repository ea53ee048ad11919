import { RecordRef } from '#contract';
import { NoticeState } from '#contract';
import { z } from 'zod';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { FileShare, Notice as NoticeRow } from '../core/db/generated/client.ts';

/** What a notice needs of a view's request. */
const Asked = z.object({ query: z.object({ record: RecordRef }) });

export type { NoticeRow };
/** What its owner is told about a job, and what others are asked or told about it. */
export type NoticeKind = NoticeState['kind'] | ForOthers;
type ForOthers = 'approval_requested' | 'shared';
const FOR_OTHERS: ForOthers[] = ['approval_requested', 'shared'];
export type NoticeChannel = NoticeState['channel'];

/** Puts a message in the outbox; false when this very message is already there. */
export async function insertNotice(
  tx: Tx,
  notice: { id: string; portalId: bigint; jobId: string; round: number; kind: NoticeKind; channel: NoticeChannel; recipient: string; /** Where it is not the job's owner. */ recipientId?: string; state: 'pending' | 'sent' | 'suppressed'; lastError?: string },
): Promise<boolean> {
  const made = await tx.notice.createMany({ data: [notice], skipDuplicates: true });
  return made.count === 1;
}

/** Until when the decision that a notice asks for can be given, and why it is needed. */
export async function findQuestion(tx: Tx, jobId: string): Promise<{ why: string; rows: bigint | null; expiresAt: Date } | null> {
  return tx.approval.findUnique({ where: { jobId }, select: { why: true, rows: true, expiresAt: true } });
}

/** The share that a mail tells of; null when it was stopped, or begun again since. */
export async function findShareOf(tx: Tx, { jobId, recipient, round }: NoticeRow): Promise<FileShare | null> {
  return tx.fileShare.findFirst({ where: { jobId, recipient, round, endedAt: null } });
}

/** What became of the mails about a file's shares, by address and round. */
export async function listShareMails(tx: Tx, jobId: string): Promise<Map<string, NoticeRow['state']>> {
  const rows = await tx.notice.findMany({ where: { jobId, kind: 'shared' }, select: { recipient: true, round: true, state: true } });
  return new Map(rows.map(({ recipient, round, state }) => [`${recipient} ${round}`, state]));
}

/** On which record a view is shown; null for a job that is none, or whose time is over. */
export async function findViewPlace(tx: Tx, jobId: string): Promise<RecordRef | null> {
  const view = await tx.keptView.findUnique({ where: { jobId }, select: { request: true } });
  return view === null ? null : Asked.parse(view.request).query.record;
}

/** The time zone of the portal's account, an IANA name. */
export async function findTimeZone(tx: Tx, portalId: PortalId): Promise<string> {
  return (await tx.install.findUnique({ where: { portalId: BigInt(portalId) }, select: { timeZone: true } }))?.timeZone ?? 'UTC';
}

export async function findNotice(tx: Tx, id: string): Promise<NoticeRow | null> {
  return tx.notice.findUnique({ where: { id } });
}

/** The trace of the click that a job comes from. */
export async function traceOf(tx: Tx, jobId: string): Promise<string | null> {
  return (await tx.job.findUnique({ where: { id: jobId }, select: { traceParent: true } }))?.traceParent ?? null;
}

/** Takes a pending mail for sending; whoever finds it in `sending` later knows that it may have gone out. */
export async function beginSending(tx: Tx, id: string): Promise<boolean> {
  const taken = await tx.notice.updateMany({ where: { id, state: 'pending' }, data: { state: 'sending', attempts: { increment: 1 } } });
  return taken.count === 1;
}

export async function settleNotice(tx: Tx, id: string, from: 'sending' | 'pending', to: 'sent' | 'pending' | 'uncertain' | 'failed' | 'suppressed', details: { sentAt?: Date; lastError?: string }): Promise<void> {
  await tx.notice.updateMany({ where: { id, state: from }, data: { state: to, ...details } });
}

/** What the owners of these jobs were told, oldest first, by job id. */
export async function listNotices(tx: Tx, jobIds: readonly string[]): Promise<Map<string, NoticeState[]>> {
  const rows = await tx.notice.findMany({ where: { jobId: { in: [...jobIds] }, kind: { notIn: FOR_OTHERS } }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  const byJob = new Map<string, NoticeState[]>(jobIds.map((id) => [id, []]));
  for (const row of rows) {
    byJob.get(row.jobId)?.push({
      kind: row.kind as NoticeState['kind'],
      channel: row.channel as NoticeChannel,
      state: row.state === 'sending' ? 'pending' : (row.state as NoticeState['state']),
      ...(row.state === 'suppressed' && row.lastError !== null ? { why: NoticeState.shape.why.parse(JSON.parse(row.lastError)) } : {}),
    });
  }
  return byJob;
}

/** What became of the newest mail about an export that was tried; null before the first. A mail that failed hides none that was sent after it. */
export async function lastMailState(tx: Tx): Promise<string | null> {
  const last = await tx.notice.findFirst({ where: { channel: 'email', state: { in: ['sent', 'failed', 'uncertain'] } }, orderBy: { createdAt: 'desc' }, select: { state: true } });
  return last?.state ?? null;
}

/** The user whose decision about a job was asked for at this address; null where nobody's was. */
export async function whoWasAsked(tx: Tx, jobId: string, recipient: string): Promise<string | null> {
  const asked = await tx.notice.findFirst({ where: { jobId, recipient, kind: 'approval_requested' }, select: { recipientId: true } });
  return asked?.recipientId ?? null;
}
