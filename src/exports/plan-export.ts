import type { Context } from '../context/index.ts';
import type { OpenTable } from '../connections/index.ts';
import { updateJob } from '../jobs/index.ts';
import { getExport, savePlan } from './exports.store.ts';
import type { ExportRun } from './export-run.ts';
import type { StoredExport } from './exports.store.ts';

/** Makes the plan at the first run and keeps it: a resume reads by the same parts. */
export async function planExport(context: Context, run: ExportRun, table: OpenTable): Promise<StoredExport> {
  if (run.export.plan !== null) return run.export;

  const asOf = new Date(context.now());
  const made = await table.source.plan(table.context, table.query);
  run.at('plan-made');
  const plan = { ...made, parts: [...made.parts] };
  await run.lease.write(async (tx) => {
    await savePlan(tx, run.portalId, run.jobId, plan, asOf);
    await updateJob(tx, run.jobId, { phase: 'reading', ...(plan.expectedRows === null ? {} : { rowsTotal: plan.expectedRows }) });
  });
  run.at('plan-saved');
  return context.database.inPortal(run.portalId, (tx) => getExport(tx, run.jobId));
}
