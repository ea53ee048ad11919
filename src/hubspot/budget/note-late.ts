import type pg from 'pg';
import type { PortalId } from '../../core/ids/portal-id.ts';
import type { BudgetName } from './request-budget.ts';

/** One of them only: people who ask in the same moment are granted the same one. */
const SQL = `
update request_budget set
  grants[array_position(grants, $3::float8)] = $3::float8 + $4::float8,
  unanswered = array(select u from unnest(unanswered) with ordinality as t (u, n) where n is distinct from array_position(unanswered, $3::float8) order by n)
where portal_id = $1 and budget = $2 and array_position(grants, $3::float8) is not null`;

/**
 * A call that reaches HubSpot later than granted leaves the window later, and one that is noted is no longer in doubt.
 * Answers the moment it counts from now; nothing happens to one that has left the window.
 */
export async function noteLate(pool: pg.Pool, of: { readonly portalId: PortalId; readonly budget: BudgetName; readonly moment: number; readonly lateMs: number }): Promise<number> {
  await pool.query({ name: 'request-budget-late', text: SQL, values: [of.portalId, of.budget, of.moment, of.lateMs] });
  return of.moment + of.lateMs;
}
