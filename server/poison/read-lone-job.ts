import { z } from 'zod';
import { PortalId } from '../../src/core/ids/portal-id.ts';

export type LoneJob = z.infer<typeof LoneJob>;
const LoneJob = z.tuple([z.literal('alone'), PortalId, z.uuid(), z.coerce.number().int()]);

/** Which job this process was started for; null when it is a worker like all others. */
export function readLoneJob(args: readonly string[]): LoneJob | null {
  return args[0] === 'alone' ? LoneJob.parse(args) : null;
}
