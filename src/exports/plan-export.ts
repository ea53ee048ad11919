import type { Context } from '../context/index.ts';
import type { OpenTable } from '../connections/index.ts';
import { updateJob } from '../jobs/index.ts';
import { getExport, savePlans } from './exports.store.ts';
import type { ExportRun } from './export-run.ts';
import type { StoredExport, StoredPlan } from './exports.store.ts';
import { rowsWithoutFilters } from './rows-without-filters.ts';
import { planRelated } from './sheets/plan-related.ts';

/** Makes the plans at the first run and keeps them: a resume reads by the same parts. */
export async function planExport(context: Context, run: ExportRun, tables: readonly OpenTable[]): Promise<StoredExport> {
  if (run.export.asOf !== null) return run.export;

  const asOf = new Date(context.now());
  const plans: StoredPlan[] = [];
  for (const [at, table] of tables.entries()) {
    const sheet = run.export.sheets[at]!;
    const made = 'of' in sheet.role ? planRelated(sheet, run.export.sheets[sheet.role.of]!) : await table.source.plan(table.context, table.query);
    const unfiltered = await rowsWithoutFilters(context, sheet, table);
    plans.push({ ...made, parts: [...made.parts], ...(unfiltered === null ? {} : { unfiltered }) });
  }
  run.at('plan-made');
  const rowsTotal = plans.reduce<number | null>((sum, { expectedRows }) => (sum === null || expectedRows === null ? null : sum + expectedRows), 0);
  await run.lease.write(async (tx) => {
    await savePlans(tx, run.portalId, run.jobId, plans, asOf);
    await updateJob(tx, run.jobId, { phase: 'reading', ...(rowsTotal === null ? {} : { rowsTotal }) });
  });
  run.at('plan-saved');
  return context.database.inPortal(run.portalId, (tx) => getExport(tx, run.jobId));
}
