import { z } from 'zod';
import { NOBODY, writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { defineJob, releaseJob } from '../jobs/index.ts';
import { findApproval, settleApproval } from './approvals.store.ts';

const Payload = z.object({ portalId: PortalId, jobId: z.uuid() });
type Payload = z.infer<typeof Payload>;

/** Ends a request nobody answered. The job goes back into the line, where a worker ends it with the reason. */
export const expireApprovalJob = defineJob<Payload, Context>({
  queue: 'expire-approval',
  payload: Payload,
  perWorker: 1,
  async run(context, { portalId, jobId }) {
    await context.database.inPortal(portalId, async (tx) => {
      const at = new Date(context.now());
      const approval = await findApproval(tx, jobId);
      if (approval?.state !== 'pending') return;
      const earlyMs = approval.expiresAt.getTime() - at.getTime();
      // The queue counts by the database's clock: where that one is ahead of ours, the end has to be waited for again.
      if (earlyMs > 0) return context.queue.enqueue(tx, expireApprovalJob, { portalId, jobId }, { afterMs: earlyMs });
      if (!(await settleApproval(tx, jobId, { state: 'expired', by: null, reason: null, at }))) return;
      await writeAudit(tx, portalId, { userId: NOBODY, action: 'approval.expired', subject: jobId, details: {} });
      await releaseJob(tx, jobId);
    });
  },
});
