import type pg from 'pg';
import { z } from 'zod';
import type { PortalId } from '../../core/ids/portal-id.ts';
import type { BudgetLimit } from './budget-limits.ts';
import type { BudgetName } from './request-budget.ts';

/** `taken`: send after `waitMs`. `empty`: nothing was taken, ask again after `waitMs`. */
export type TakeAnswer = { readonly outcome: 'taken' | 'empty'; readonly waitMs: number };

/**
 * One round trip, one short row lock. The level may go negative: that is a place in the queue, and the caller waits
 * until its place comes. `clock_timestamp()`, because `now()` would be the time before the wait for the lock.
 * A missing row is made full; of two first callers one inserts and the other is told to ask again.
 */
const SQL = `
with held as materialized (
  select tokens, updated, blocked_until from request_budget where portal_id = $1 and budget = $2 for update
), seen as materialized (
  select h.*, clock_timestamp() as at from held h
), level as materialized (
  select at, greatest(0, extract(epoch from s.blocked_until - s.at) * 1000)::float8 as blocked_ms,
    least($3::float8, s.tokens + greatest(0, extract(epoch from s.at - s.updated)) * $4::float8) as tokens
  from seen s
), opened as (
  insert into request_budget (portal_id, budget, tokens, updated)
  select $1, $2, $3::float8 - 1, clock_timestamp() where not exists (select from level)
  on conflict do nothing returning tokens
), drawn as (
  update request_budget b set tokens = l.tokens - 1, updated = l.at
  from level l
  where b.portal_id = $1 and b.budget = $2 and l.blocked_ms = 0 and l.tokens >= $5::float8
  returning b.tokens
)
select 'taken' as outcome, greatest(0, -tokens / $4::float8 * 1000)::float8 as wait_ms from opened
union all
select 'taken', greatest(0, -tokens / $4::float8 * 1000)::float8 from drawn
union all
select 'empty', greatest(blocked_ms, ($5::float8 - tokens) / $4::float8 * 1000)::float8
from level where not exists (select from drawn)`;

const Answer = z.object({ outcome: z.enum(['taken', 'empty']), wait_ms: z.number() });

/**
 * Takes one call out of the portal's allowance when at least `floor` calls are left in it.
 * Runs alone in autocommit: inside a longer transaction its row lock would stop the whole portal.
 */
export async function takeToken(
  pool: pg.Pool,
  of: { readonly portalId: PortalId; readonly budget: BudgetName; readonly limit: BudgetLimit; readonly floor: number },
): Promise<TakeAnswer> {
  const values = [of.portalId, of.budget, of.limit.cap, of.limit.rate, of.floor];
  const { rows } = await pool.query({ name: 'request-budget-take', text: SQL, values });
  if (rows.length === 0) return { outcome: 'empty', waitMs: 1 };
  const answer = Answer.parse(rows[0]);
  return { outcome: answer.outcome, waitMs: answer.wait_ms };
}
