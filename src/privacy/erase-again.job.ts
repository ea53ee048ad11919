import { z } from 'zod';
import type { Context } from '../context/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { defineJob } from '../jobs/index.ts';
import { eraseOnce } from './erase-once.ts';

const Payload = z.object({ portalId: PortalId, contactId: z.string().regex(/^\d{1,19}$/) });
type Payload = z.infer<typeof Payload>;

/** The second look for an erased contact: whatever was under way at the first one has ended meanwhile. */
export const eraseAgainJob = defineJob<Payload, Context>({
  queue: 'erase-again',
  payload: Payload,
  perWorker: 1,
  run: (context, of) => eraseOnce(context, of),
});
