import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { lockFenced, stepAside } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import type { OtherCrashPoint } from './crash-points.ts';

const WHY = {
  code: 'gave-way',
  message: 'Other exports are having their turn. What has been read is kept.',
  fix: 'Nothing to do: this export goes on by itself.',
};

/** Puts an export that stopped at its checkpoints back in line, so that a portal of which nothing runs gets the place. */
export async function makeWay(context: Context, job: JobRow): Promise<void> {
  const portalId = PortalId.parse(String(job.portalId));
  await context.database.inPortal(portalId, async (tx) => {
    const held = await lockFenced(tx, job.id, job.fence);
    if (held === 'lost') return;
    if (held === 'cancelled') throw new AppError('job.cancelled');
    await stepAside(tx, job.id, WHY);
  });
  context.crashPoint('given-back' satisfies OtherCrashPoint);
}
