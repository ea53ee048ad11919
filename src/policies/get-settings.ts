import type { GetSettingsResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { requireAdmin } from './is-admin.ts';
import { findPolicy } from './policies.store.ts';

/** The portal's policy, for admins. Throws access.admin_only. */
export async function getSettings(context: Context, caller: Caller, signal: AbortSignal): Promise<GetSettingsResponse> {
  await requireAdmin(context, caller, signal);
  const { policy, version, changedAt, changedBy } = await context.database.inPortal(caller.portalId, (tx) => findPolicy(tx, caller.portalId));
  return { policy, version, changedAt: changedAt?.toISOString() ?? null, changedBy };
}
