import type { GetUsageResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { findUsage } from '../exports/index.ts';
import { requireAdmin } from '../policies/index.ts';
import { portalUsage, SUCCESS_LINE } from './portal-usage.ts';
import { countFiles, listDays } from './usage.store.ts';

const DAYS = 30;
const DAY_MS = 86_400_000;

/** What the portal used in the last 30 days, for its admins. Throws access.admin_only. */
export async function showUsage(context: Context, caller: Caller, signal: AbortSignal): Promise<GetUsageResponse> {
  await requireAdmin(context, caller, signal);
  const since = new Date(context.now() - (DAYS - 1) * DAY_MS).toISOString().slice(0, 10);
  const { successRate, belowLine } = await portalUsage(context, caller.portalId, DAYS);
  const { days, made, stored } = await context.database.inPortal(caller.portalId, async (tx) => ({ days: await listDays(tx, since), made: await countFiles(tx, since), stored: await findUsage(tx) }));
  return { days: [...days], successRate, line: SUCCESS_LINE, belowLine, ...made, storedBytes: stored.finished + stored.staged, quotaBytes: context.settings.portalBytes };
}
