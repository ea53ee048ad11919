import type { Policy } from '#contract';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findPolicy } from './policies.store.ts';

/** The portal's policy as it stands in this transaction. */
export async function policyOf(tx: Tx, portalId: PortalId): Promise<Policy> {
  return (await findPolicy(tx, portalId)).policy;
}
