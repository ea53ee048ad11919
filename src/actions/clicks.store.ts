import { RunActionResponse, WireError } from '#contract';
import { z } from 'zod';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';

/** One click's outcome as it is replayed: an answer or the error it ended with. */
const Outcome = z.union([z.object({ answer: RunActionResponse }), z.object({ error: WireError.omit({ supportCode: true }) })]);
export type Outcome = z.infer<typeof Outcome>;
export type Click = { readonly portalId: PortalId; readonly userId: string; readonly route: string; readonly key: string; readonly requestSha256: string };
export type ClickState = { state: 'mine' } | { state: 'running' } | { state: 'other' } | { state: 'done'; outcome: Outcome };

function where(click: Click): { portalId_userId_route_key: { portalId: bigint; userId: string; route: string; key: string } } {
  const { userId, route, key } = click;
  return { portalId_userId_route_key: { portalId: BigInt(click.portalId), userId, route, key } };
}

/** Takes a click, or says what its first arrival has become. */
export async function takeClick(tx: Tx, click: Click): Promise<ClickState> {
  const { userId, route, key, requestSha256 } = click;
  const taken = await tx.idempotencyKey.createMany({
    data: [{ portalId: BigInt(click.portalId), userId, route, key, requestSha256, state: 'running' }],
    skipDuplicates: true,
  });
  if (taken.count === 1) return { state: 'mine' };

  const first = await tx.idempotencyKey.findUniqueOrThrow({ where: where(click) });
  if (first.requestSha256 !== requestSha256) return { state: 'other' };
  if (first.state === 'running') return { state: 'running' };
  return { state: 'done', outcome: Outcome.parse(first.response) };
}

export async function finishClick(tx: Tx, click: Click, outcome: Outcome): Promise<void> {
  await tx.idempotencyKey.update({ where: where(click), data: { state: 'done', response: outcome } });
}

/** Forgets a click that surely had no effect, so that it can be tried again. */
export async function dropClick(tx: Tx, click: Click): Promise<void> {
  await tx.idempotencyKey.deleteMany({ where: { ...where(click).portalId_userId_route_key } });
}
