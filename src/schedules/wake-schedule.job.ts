import { z } from 'zod';
import type { Context } from '../context/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { defineJob } from '../jobs/index.ts';
import { runDue } from './run-due.ts';
import { findSchedule } from './schedules.store.ts';
import { wake, WAKE_QUEUE } from './wake.ts';

const Payload = z.object({ portalId: PortalId, templateId: z.uuid(), nextAt: z.iso.datetime() });
type Payload = z.infer<typeof Payload>;

/** Looks at a schedule when its next slot should be due, and runs it when it is. */
export const wakeScheduleJob = defineJob<Payload, Context>({
  queue: WAKE_QUEUE,
  payload: Payload,
  perWorker: 2,
  async run(context, { portalId, templateId, nextAt }, signal) {
    const schedule = await context.database.inPortal(portalId, (tx) => findSchedule(tx, templateId));
    // Paused, changed or run meanwhile: whoever did that ordered the next look.
    if (schedule === null || schedule.paused || schedule.nextAt?.toISOString() !== nextAt) return;
    if (schedule.nextAt.getTime() > context.now()) return context.database.inPortal(portalId, (tx) => wake(context, tx, portalId, schedule));
    await runDue(context, portalId, schedule, signal);
  },
});
