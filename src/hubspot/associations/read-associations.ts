import type { CallContext, HubSpotGateway } from '../gateway.ts';
import type { Association } from './association.ts';
import { batchReadAssociations } from './batch-read-associations.ts';

/**
 * All records of `toType` associated with one record. Uses the batch endpoint: it has an allowance of its own, so a
 * card does not compete with the portal's exports, and the single-record list is not certain to exist in 2026-09.
 */
export async function readAssociations(
  gateway: HubSpotGateway,
  at: CallContext,
  of: { readonly fromType: string; readonly id: string; readonly toType: string },
): Promise<readonly Association[]> {
  const all = await batchReadAssociations(gateway, at, { fromType: of.fromType, toType: of.toType, ids: [of.id] });
  return all.get(of.id) ?? [];
}
