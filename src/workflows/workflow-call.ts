import { z } from 'zod';
import type { RecordRef } from '#contract';
import { PortalId } from '../core/ids/portal-id.ts';

const OBJECT_TYPES = { CONTACT: '0-1', COMPANY: '0-2', DEAL: '0-3', TICKET: '0-5' } as const satisfies Record<string, RecordRef['objectTypeId']>;
const Id = z.union([z.number().int().positive(), z.string()]).transform(String);

/**
 * What HubSpot sends when a workflow reaches one of our actions. The portal is HubSpot's own word: it signs the body.
 * Source: HubSpot "Custom workflow actions", execution payload, read 2026-11-28.
 */
export const WorkflowCall = z.object({
  callbackId: z.string().regex(/^[A-Za-z0-9_.:-]{1,200}$/),
  origin: z.object({ portalId: Id.pipe(PortalId) }),
  context: z.object({ workflowId: Id.pipe(z.string().regex(/^\d{1,19}$/)) }),
  object: z.object({
    objectId: Id.pipe(z.string().regex(/^[1-9]\d{0,18}$/)),
    objectType: z.enum(['CONTACT', 'COMPANY', 'DEAL', 'TICKET']).transform((type) => OBJECT_TYPES[type]),
  }),
  inputFields: z.record(z.string().max(100), z.union([z.string().max(5_000), z.number(), z.boolean(), z.null()])).default({}),
});
export type WorkflowCall = z.infer<typeof WorkflowCall>;
