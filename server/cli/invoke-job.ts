import type { Context } from '../../src/context/index.ts';
import type { PortalId } from '../../src/core/ids/portal-id.ts';
import { jobs } from '../../src/registry.ts';

export type Invoked = { readonly status: 'queued' | 'refused'; readonly text: string };

/**
 * Puts one job behind the scenes into the queue of a portal, for whichever worker takes it. `payload` is what the job reads, without the
 * portal: that is the one given, so that no payload leads into another. An unknown job or a payload that is none is `refused`, with why.
 */
export async function invokeJob(context: Context, portalId: PortalId, name: string, payload: object): Promise<Invoked> {
  const job = jobs.find(({ queue }) => queue === name);
  if (job === undefined) return { status: 'refused', text: `There is no job ${name}. There are: ${jobs.map(({ queue }) => queue).join(', ')}.` };
  const read = job.payload.safeParse({ ...payload, portalId });
  if (!read.success) return { status: 'refused', text: `This is no payload of ${name}: ${read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}` };
  await context.database.inPortal(portalId, (tx) => context.queue.enqueue(tx, job, read.data));
  return { status: 'queued', text: 'A worker that runs takes it within seconds; what becomes of it stands in its log.' };
}
