import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { readOwnerOfUser } from '../hubspot/index.ts';
import type { CallContext } from '../hubspot/index.ts';
import { findInstallFacts, findPolicy } from './policies.store.ts';

/**
 * The addresses to ask for agreement: the approvers an admin named, or the admins; then whoever installed the app. A
 * person HubSpot gives no address for sees the request in Siderail only.
 */
export async function listApprovers(context: Context, portalId: PortalId, at: Pick<CallContext, 'lane' | 'signal'>): Promise<{ readonly userId: string; readonly email: string }[]> {
  const { policy, facts } = await context.database.inPortal(portalId, async (tx) => ({ policy: (await findPolicy(tx, portalId)).policy, facts: await findInstallFacts(tx, portalId) }));
  const named = policy.approval.approvers.length > 0 ? policy.approval.approvers : policy.admins;
  if (named.length > 0 || facts === null) return named;
  const installer = facts.installedByUserId;
  try {
    const owner = await readOwnerOfUser(context.hubspot, { portalId, ...at }, installer);
    return owner === null || owner.email === null ? [] : [{ userId: installer, email: owner.email }];
  } catch (err) {
    // The request stands in the list all the same; only the mail is missing.
    context.log.warn({ portalId, err }, 'address of the installer not found');
    return [];
  }
}
