import { extraMsSql } from './extra-ms-sql.ts';

/**
 * The first steps of a statement about one allowance, as SQL: locks its row (`$1` portal, `$2` budget) and looks at the clock behind
 * the wait for that. `widened` is the row with the moment (`at`) and by how much its window is wider now (`extra_now`); none without a row.
 */
export function heldSql(now: string): string {
  return `held as materialized (
  select grants, unanswered, blocked_until, extra_ms from request_budget where portal_id = $1 and budget = $2 for update
), seen as materialized (
  select h.*, ${now} as at from held h
), widened as materialized (
  select s.*, ${extraMsSql('s', 's.at')} as extra_now from seen s
)`;
}
