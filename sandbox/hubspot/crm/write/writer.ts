import type { PoolClient } from 'pg';
import type { Context } from '../../context.ts';
import type { ApiVersion } from '../../http/known-version.ts';
import type { ObjectType } from '../object-types.ts';
import type { Change } from '../../webhooks/change.ts';
import type { PropertyMap } from '../properties/property-catalog.ts';

/** What every write of one request needs. */
export type Writer = {
  ctx: Context;
  tx: PoolClient;
  portalId: number;
  type: ObjectType;
  known: PropertyMap;
  version: ApiVersion;
  /** Owners a record may be given to. */
  owners: ReadonlySet<string>;
  /** What the app is told once all of it is committed. */
  changes: Change[];
};

/** Gathers what a write needs, within its transaction. */
export async function createWriter(ctx: Context, tx: PoolClient, portalId: number, type: ObjectType, version: ApiVersion): Promise<Writer> {
  const owners = await tx.query<{ id: string }>('SELECT id::text AS id FROM hubspot.owners WHERE portal_id = $1 AND NOT archived', [portalId]);
  return {
    ctx, tx, portalId, type, version, known: await ctx.catalog.of(portalId, type.id),
    owners: new Set(owners.rows.map(({ id }) => id)), changes: [],
  };
}
