import type { GetSettingsResponse, SaveSettingsRequest } from '#contract';
import type { Caller } from '../access/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { requireAdmin } from './is-admin.ts';
import { findPolicy, replacePolicy } from './policies.store.ts';

/**
 * Replaces the portal's policy and settings, with the one before and the new one in the audit log. Holds from the next look on, for
 * running exports and finished files too. Throws access.admin_only, settings.conflict.
 */
export async function saveSettings(context: Context, caller: Caller, { policy, version, account: changed }: SaveSettingsRequest, signal: AbortSignal): Promise<GetSettingsResponse> {
  await requireAdmin(context, caller, signal);
  const at = new Date(context.now());
  const account = await context.database.inPortal(caller.portalId, async (tx) => {
    const before = await findPolicy(tx, caller.portalId);
    const next = changed ?? before.account;
    if (!(await replacePolicy(tx, caller.portalId, { policy, account: next, version, by: caller.userId, at }))) throw new AppError('settings.conflict');
    await writeAudit(tx, caller.portalId, {
      userId: caller.userId, action: 'settings.changed', subject: 'policy', details: { version: version + 1, before: { ...before.policy, account: before.account }, after: { ...policy, account: next } },
    });
    return next;
  });
  return { policy, account, mayChange: true, fileDays: context.settings.fileDays, immediateRows: context.settings.immediateRows, version: version + 1, changedAt: at.toISOString(), changedBy: caller.userId };
}
