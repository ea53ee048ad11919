import type { Tx } from '../../core/db/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';

export type RefusedFeature = { readonly feature: string; readonly code: string; readonly refusals: number; readonly closedUntil: Date };

export async function listRefused(tx: Tx, portalId: PortalId): Promise<readonly RefusedFeature[]> {
  return tx.refusedFeature.findMany({ where: { portalId: BigInt(portalId) } });
}

/** Counts one more refusal; from `most` on the feature is closed until then. Gives the new count. */
export async function addRefusal(tx: Tx, portalId: PortalId, of: { readonly feature: string; readonly code: string; readonly most: number; readonly now: Date; readonly until: Date }): Promise<RefusedFeature> {
  const { feature, code, most, now, until } = of;
  const rows = await tx.$queryRaw<{ refusals: number; closed_until: Date }[]>`
    insert into refused_features as r (portal_id, feature, code, refusals, closed_until) values (${BigInt(portalId)}, ${feature}, ${code}, 1, ${now})
    on conflict (portal_id, feature) do update set code = excluded.code, refusals = r.refusals + 1,
      closed_until = case when r.refusals + 1 >= ${most} then ${until}::timestamptz else r.closed_until end
    returning refusals, closed_until`;
  const row = rows[0]!;
  return { feature, code, refusals: row.refusals, closedUntil: row.closed_until };
}

/** Lets one caller of all processes try whether HubSpot refuses still: true for that one. */
export async function takeProbe(tx: Tx, portalId: PortalId, feature: string, now: Date, until: Date): Promise<boolean> {
  const taken = await tx.refusedFeature.updateMany({ where: { portalId: BigInt(portalId), feature, closedUntil: { lte: now } }, data: { closedUntil: until } });
  return taken.count === 1;
}

export async function forgetRefusal(tx: Tx, portalId: PortalId, feature: string): Promise<void> {
  await tx.refusedFeature.deleteMany({ where: { portalId: BigInt(portalId), feature } });
}

/** A new grant may allow what the old one did not. */
export async function forgetRefusals(tx: Tx, portalId: PortalId): Promise<void> {
  await tx.refusedFeature.deleteMany({ where: { portalId: BigInt(portalId) } });
}
