import type { Context } from '../../context.ts';
import type { ApiVersion } from '../../http/known-version.ts';
import { withTransaction } from '../../storage/with-transaction.ts';
import type { ChangeSource } from '../../webhooks/change.ts';
import type { ObjectType } from '../object-types.ts';
import { createWriter, type Writer } from './writer.ts';

type Where = { portalId: number; type: ObjectType; version: ApiVersion; source: ChangeSource };

/** One request's writes in one transaction. The app is told when it is committed, and of nothing that was not. */
export async function write<Result>(ctx: Context, { portalId, type, version, source }: Where, work: (writer: Writer) => Promise<Result>): Promise<Result> {
  const changes: Writer['changes'] = [];
  const result = await withTransaction(ctx.pool, async (tx) => work({ ...await createWriter(ctx, tx, portalId, type, version), changes }));
  await ctx.webhooks.tell(portalId, changes, source);
  return result;
}
