import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { switchedOff } from './switched-off.ts';
import { findDisabled } from './connections.store.ts';

/** Refuses to go on with a read whose connection an admin has switched off since it began. Throws connection.disabled. */
export async function requireSwitchedOn(tx: Tx, portalId: PortalId, keys: readonly string[]): Promise<void> {
  const name = await findDisabled(tx, portalId, keys);
  if (name !== null) throw switchedOff(name);
}
