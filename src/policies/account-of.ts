import type { AccountSettings } from '#contract';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findPolicy } from './policies.store.ts';

/** What holds for the whole account, as it stands in this transaction. */
export async function accountOf(tx: Tx, portalId: PortalId): Promise<AccountSettings> {
  return (await findPolicy(tx, portalId)).account;
}
