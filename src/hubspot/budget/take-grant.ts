import type pg from 'pg';
import { z } from 'zod';
import type { PortalId } from '../../core/ids/portal-id.ts';
import type { BudgetLimit } from './budget-limits.ts';
import { countsAtSql } from './counts-at-sql.ts';
import { STEP_MS } from './extra-ms-sql.ts';
import { heldSql } from './held-sql.ts';
import { nowSql } from './now-sql.ts';
import type { BudgetName, Lane } from './request-budget.ts';

/**
 * `taken`: send after `waitMs`, which is at `moment` by the database's clock. `empty`: nothing was taken, ask again
 * after `waitMs`.
 */
export type GrantAnswer =
  | { readonly outcome: 'taken'; readonly waitMs: number; readonly moment: number }
  | { readonly outcome: 'empty'; readonly waitMs: number };

/** Grants further ahead than anybody may reserve come from a clock that was set back. */
const BOGUS_MS = 20_000;
/** A call without an answer for longer was lost with its process; others end by their time limit. */
const LOST_MS = 20_000;

const NOW = nowSql('$8');

/**
 * One round trip, one short row lock. `kept` are the moments of the calls in the window, those that people reserved
 * ahead included, ascending; a new one never lies before the last one, so every `calls + 1` in a row span the window.
 * A person gets the next moment there is. A job gets one that is free now or next, so that it can sleep up to it:
 * - nobody waits for a reserved moment (`last`),
 * - and the places left would last until the window's oldest call leaves it, were they taken at the pace of people's
 *   share. After an idle time the others go at once; in the even flow of a long read the next place is always near.
 * Where somebody else spends the same allowance (`shared`), jobs go evenly: a burst would be refused as a whole.
 * A call without an answer counts `$9` milliseconds ago at the earliest: what is asked ahead of that is asked again.
 * `clock_timestamp()`, because `now()` would be the time before the wait for the lock. Of two first callers one
 * inserts and the other is told to ask again.
 */
const SQL = `
with ${heldSql(NOW)}, window_of as materialized (
  select at, $4::float8 + extra_now as size, extra_now > ${STEP_MS} as shared, greatest(0, extract(epoch from blocked_until)::float8 * 1000 - at) as blocked_ms,
    unanswered,
    array(select g from unnest(grants) as g where (g > at - $4::float8 - extra_now or g > at - ${LOST_MS} and g = any(unanswered)) and g <= at + ${BOGUS_MS} order by g) as granted
  from widened
), counted as materialized (
  select *, array(select ${countsAtSql('$9')} as counts_at from unnest(granted) as g order by counts_at) as kept
  from window_of
), level as materialized (
  select *, cardinality(kept) as used, coalesce(kept[cardinality(kept)], at) as last,
    coalesce(kept[cardinality(kept) - $3::int + 1] + size, at) as room_at
  from counted
), next as materialized (
  select *, case
      when $6 then greatest(at, room_at, last)
      when last > at then last
      when shared then greatest(at, room_at, last + size / $3::int)
      else greatest(at, room_at, kept[1] + size - ($3::int - used) * $5::float8)
    end as moment
  from level
), opened as (
  insert into request_budget (portal_id, budget, grants, unanswered)
  select $1, $2, array[t.at], case when $9::float8 is null then '{}' else array[t.at] end from (select ${NOW} as at) t where not exists (select from next)
  on conflict do nothing returning grants[1] as moment
), granted as (
  update request_budget b set grants = n.granted || n.moment,
    unanswered = case when $9::float8 is null then '{}' else array(select u from unnest(n.unanswered) as u where u = any(n.granted)) || n.moment end
  from next n
  where b.portal_id = $1 and b.budget = $2 and n.blocked_ms = 0 and n.moment <= n.at + $7::float8 and ($6 or n.last <= n.at)
  returning n.moment, n.moment - n.at as wait_ms
)
select 'taken' as outcome, 0::float8 as wait_ms, moment from opened
union all
select 'taken', wait_ms, moment from granted
union all
select 'empty', greatest(blocked_ms, moment - at, 1), moment from next where not exists (select from granted)`;

const Answer = z.object({ outcome: z.enum(['taken', 'empty']), wait_ms: z.number(), moment: z.number() });

export type GrantRequest = {
  readonly portalId: PortalId;
  readonly budget: BudgetName;
  readonly limit: BudgetLimit;
  readonly lane: Lane;
  /** How far ahead it may lie. */
  readonly aheadMs: number;
  /** The moment of asking, for simulations; without it the database's clock counts. */
  readonly at?: number;
};

/**
 * Takes one call out of the portal's allowance.
 * Runs alone in autocommit: inside a longer transaction its row lock would stop the whole portal.
 */
export async function takeGrant(pool: pg.Pool, of: GrantRequest): Promise<GrantAnswer> {
  const isPerson = of.lane === 'person';
  const values = [of.portalId, of.budget, of.limit.calls, of.limit.windowMs, 1000 / (of.limit.rate * of.limit.people), isPerson, of.aheadMs, of.at ?? null, of.limit.doubtMs === 'never' ? null : of.limit.doubtMs];
  const { rows } = await pool.query({ name: 'request-budget-take', text: SQL, values });
  if (rows.length === 0) return { outcome: 'empty', waitMs: 1 };
  const { outcome, wait_ms: waitMs, moment } = Answer.parse(rows[0]);
  return outcome === 'taken' ? { outcome, waitMs, moment } : { outcome, waitMs };
}
