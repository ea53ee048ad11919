import type { GetSettingsResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { isAdmin } from './is-admin.ts';
import { findPolicy } from './policies.store.ts';

/** The portal's policy and settings. Everybody of the account may read by which rules they work; admins change them. */
export async function getSettings(context: Context, caller: Caller, signal: AbortSignal): Promise<GetSettingsResponse> {
  const mayChange = await isAdmin(context, caller, signal);
  const { changedAt, ...stored } = await context.database.inPortal(caller.portalId, (tx) => findPolicy(tx, caller.portalId));
  return { ...stored, mayChange, fileDays: context.settings.fileDays, immediateRows: context.settings.immediateRows, changedAt: changedAt?.toISOString() ?? null };
}
