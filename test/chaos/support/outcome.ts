import { createHash } from 'node:crypto';
import { PortalId } from '../../../src/core/ids/portal-id.ts';
import type { ChaosWorld, StartedExport } from './chaos-world.ts';

/** What a person finds behind one export. */
export type Outcome = {
  readonly state: string;
  /** Of the bytes that came through the link; the certificate must name the same. */
  readonly sha256: string;
  readonly certified: string;
  readonly complete: boolean;
  readonly rows: readonly [upstream: number, written: number, skipped: number];
  /** Kind and channel of every notice, in order of the alphabet. */
  readonly notices: readonly string[];
  /** State of the mail, and how many of it the mail server took. */
  readonly mail: readonly [state: string, taken: number];
};

/** Reads the end of an export from the outside: card, link, file and mail server. */
export async function outcomeOf(world: ChaosWorld, { jobId, kind }: StartedExport): Promise<Outcome> {
  const { test } = world;
  const { job } = await test.ask('get-job', { jobId }, kind.caller);
  const notices = job.notices.map((notice) => `${notice.kind} by ${notice.channel}`).sort();
  const email = job.notices.find((notice) => notice.channel === 'email')?.state ?? 'none';
  const mail = [email, await takenMails(world, { jobId, kind })] as const;
  if (job.state !== 'ready') return { state: job.state === 'failed' ? `failed: ${job.error.code}` : job.state, sha256: '', certified: '', complete: false, rows: [0, 0, 0], notices, mail };

  const { url } = await test.ask('create-link', { jobId }, kind.caller);
  const file = await fetch(`${test.origin}${new URL(url).pathname}`, { method: 'POST' });
  if (file.status !== 200) throw new Error(`the file answered ${file.status}`);
  const { sha256, complete, upstream, written, skipped } = job.certificate;
  return {
    state: job.state,
    sha256: createHash('sha256').update(Buffer.from(await file.arrayBuffer())).digest('hex'),
    certified: sha256, complete, rows: [upstream, written, skipped], notices, mail,
  };
}

/** True when nothing about this export can change any more: it has ended, and so has its mail. What was ready in the click has none. */
export async function isSettled({ test }: ChaosWorld, { jobId, kind }: StartedExport): Promise<boolean> {
  const { job } = await test.ask('get-job', { jobId }, kind.caller);
  if (job.state === 'queued' || job.state === 'running') return false;
  const emails = job.notices.filter((notice) => notice.channel === 'email');
  return job.state !== 'ready' || job.lane === 'immediate' || (emails.length > 0 && emails.every((notice) => notice.state !== 'pending'));
}

async function takenMails({ test }: ChaosWorld, { jobId, kind }: StartedExport): Promise<number> {
  const rows = await test.app.context.database.inPortal(PortalId.parse(kind.caller.portalId), (tx) => tx.$queryRaw<{ id: string }[]>`select id from notices where job_id = ${jobId}::uuid`);
  const ids = new Set(rows.map((row) => row.id));
  return test.mail.mails.filter((mail) => ids.has(/<(.*)@/.exec(mail.messageId)?.[1] ?? '')).length;
}
