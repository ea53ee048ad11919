import type pg from 'pg';
import { z } from 'zod';
import type { PortalId } from '../../core/ids/portal-id.ts';
import type { BudgetLimit } from './budget-limits.ts';
import { countsAtSql } from './counts-at-sql.ts';
import { heldSql } from './held-sql.ts';
import { nowSql } from './now-sql.ts';
import type { BudgetName } from './request-budget.ts';

const NOW = nowSql('$7');

/**
 * `before` are the calls granted no later than this one, each where it counts as far as is known now; of those that share its moment all but
 * itself. It may go out when the window that ends now has room for it, else it moves to where there is room.
 */
const SQL = `
with ${heldSql(NOW)}, counted as materialized (
  select at, $4::float8 + extra_now as size, array(
    select ${countsAtSql('$5')} as counts_at
    from unnest(grants) with ordinality as t (g, n)
    where g <= $6::float8 and n is distinct from array_position(grants, $6::float8) order by counts_at
  ) as before
  from widened
), next as materialized (
  select at, greatest(at, coalesce(before[cardinality(before) - $3::int + 1] + size, at)) as moment from counted
)
update request_budget b set grants[array_position(b.grants, $6::float8)] = n.moment, unanswered[array_position(b.unanswered, $6::float8)] = n.moment
from next n
where b.portal_id = $1 and b.budget = $2 and array_position(b.grants, $6::float8) is not null and array_position(b.unanswered, $6::float8) is not null
returning n.moment, n.moment - n.at as wait_ms`;

const Confirmed = z.object({ moment: z.number(), wait_ms: z.number() });

export type ConfirmRequest = {
  readonly portalId: PortalId;
  readonly budget: BudgetName;
  readonly limit: BudgetLimit;
  /** Where the allowance keeps the call. */
  readonly moment: number;
  /** The moment of asking, for simulations; without it the database's clock counts. */
  readonly at?: number;
};

/**
 * Asked at the moment a call was granted for, when that was ahead: what was known then of the calls before it may be wrong by
 * now. Answers where the allowance keeps it from now, and how long it has to wait still, in milliseconds; 0 also when it is kept no longer.
 */
export async function confirmGrant(pool: pg.Pool, { portalId, budget, limit, moment, at }: ConfirmRequest): Promise<{ readonly moment: number; readonly waitMs: number }> {
  const doubtMs = limit.doubtMs === 'never' ? null : limit.doubtMs;
  const { rows } = await pool.query({ name: 'request-budget-confirm', text: SQL, values: [portalId, budget, limit.calls, limit.windowMs, doubtMs, moment, at ?? null] });
  if (rows.length === 0) return { moment, waitMs: 0 };
  const confirmed = Confirmed.parse(rows[0]);
  return { moment: confirmed.moment, waitMs: confirmed.wait_ms };
}
