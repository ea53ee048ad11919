import { z } from 'zod';
import type { WorkflowRun as RunRow } from '../core/db/generated/client.ts';
import type { Database, Tx } from '../core/db/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';

export type { RunRow };
export type RunKey = { readonly portalId: PortalId; readonly callbackId: string; readonly action: string; readonly requestSha256: string; readonly expiresAt: Date };

export const StoredOutputs = z.record(z.string(), z.string());

export async function findRun(tx: Tx, { portalId, callbackId }: Pick<RunKey, 'portalId' | 'callbackId'>): Promise<RunRow | null> {
  return tx.workflowRun.findUnique({ where: { portalId_callbackId: { portalId: BigInt(portalId), callbackId } } });
}

/** False when this execution was recorded before. */
export async function insertRun(tx: Tx, { portalId, ...run }: RunKey, outcome: { readonly jobId: string } | { readonly collectionId: string } | { readonly outputs: Readonly<Record<string, string>> }): Promise<boolean> {
  const state = 'outputs' in outcome ? 'answered' : 'waiting';
  const made = await tx.workflowRun.createMany({ data: [{ ...run, ...outcome, portalId: BigInt(portalId), state }], skipDuplicates: true });
  return made.count === 1;
}

/** Takes a portal for `holdSeconds`, the one that waits longest: after that time another worker may take it. */
export async function claimPortal(database: Database, holdSeconds: number): Promise<PortalId | null> {
  const { rows } = await database.pool.query<{ portal_id: string }>(`
    update workflow_line set ready_at = clock_timestamp() + make_interval(secs => $1)
    where portal_id = (select portal_id from workflow_line where ready_at <= clock_timestamp() order by ready_at limit 1 for update skip locked)
    returning portal_id::text`, [holdSeconds]);
  return rows[0] === undefined ? null : PortalId.parse(rows[0].portal_id);
}

export async function dueRuns(tx: Tx, limit: number): Promise<RunRow[]> {
  return tx.$queryRaw<RunRow[]>`
    select portal_id as "portalId", callback_id as "callbackId", action, request_sha256 as "requestSha256", job_id as "jobId", collection_id as "collectionId", state, outputs, attempts,
      next_at as "nextAt", last_error as "lastError", created_at as "createdAt", expires_at as "expiresAt"
    from workflow_runs where state = 'due' and next_at <= clock_timestamp() order by next_at, callback_id limit ${limit}`;
}

/** Ends a run's wait; `uncertain`: HubSpot may have heard of it in an earlier try. */
export async function settleRun(tx: Tx, callbackId: string, to: 'told' | 'uncertain' | 'unwanted' | 'late', lastError: string | null): Promise<void> {
  await tx.workflowRun.updateMany({ where: { callbackId, state: 'due' }, data: { state: to, lastError, nextAt: null, attempts: { increment: 1 } } });
}

/** The same again after a wait. */
export async function postponeRun(tx: Tx, callbackId: string, afterMs: number, lastError: string | null): Promise<void> {
  await tx.$executeRaw`
    update workflow_runs set attempts = attempts + 1, last_error = coalesce(${lastError}, last_error), next_at = clock_timestamp() + make_interval(secs => ${afterMs / 1000})
    where callback_id = ${callbackId} and state = 'due'`;
}

/** Gives the portal back: at once while there is more, later for what was postponed, out of the line when nothing is due. */
export async function leavePlace(tx: Tx, portalId: PortalId): Promise<void> {
  // The lock first: a job that ends now is either seen here or puts the portal back into the line.
  await tx.$queryRaw`select 1 from workflow_line where portal_id = ${BigInt(portalId)} for update`;
  const [next] = await tx.$queryRaw<{ at: Date | null }[]>`select min(next_at) as at from workflow_runs where state = 'due'`;
  if (next?.at == null) await tx.$executeRaw`delete from workflow_line where portal_id = ${BigInt(portalId)}`;
  else await tx.$executeRaw`update workflow_line set ready_at = ${next.at} where portal_id = ${BigInt(portalId)}`;
}
