import type pg from 'pg';
import type { Reading } from '../../src/core/metrics/index.ts';
import { BUDGET_LIMITS } from '../../src/hubspot/index.ts';

type Row = { readonly name: string; readonly label: string | null; readonly value: number };

/**
 * What all processes share, from the tables that stand outside row-level security: ids and times, nobody's data. Seconds
 * and counts. A line that is empty reads 0.
 */
const SQL = `
with waiting as (
  select ready_at from job_line where ready_at <= clock_timestamp() and (held_until is null or held_until < clock_timestamp())
), window_use as (
  select budget, blocked_until, (select count(*) from unnest(grants) as g where g > extract(epoch from clock_timestamp()) * 1000 - 10000)::float8 as calls from request_budget
)
select 'line_waiting' as name, null as label, count(*)::float8 as value from waiting
union all select 'line_oldest_seconds', null, coalesce(extract(epoch from clock_timestamp() - min(ready_at)), 0)::float8 from waiting
union all select 'line_running', null, count(*)::float8 from job_line where held_until >= clock_timestamp()
union all select 'webhook_portals_waiting', null, count(*)::float8 from webhook_line where ready_at <= clock_timestamp()
union all select 'webhook_lag_seconds', null, coalesce(extract(epoch from clock_timestamp() - min(ready_at)), 0)::float8 from webhook_line where ready_at <= clock_timestamp()
union all select 'hubspot_day_success', null, coalesce(1 - sum(failed) / nullif(sum(tries), 0), 1)::float8 from request_hours where hour > clock_timestamp() - interval '24 hours'
union all select 'budget_busiest_calls', budget, max(calls) from window_use group by budget
union all select 'budget_blocked_portals', budget, count(*) filter (where blocked_until > clock_timestamp())::float8 from window_use group by budget`;

const QUEUE_SQL = `
select name, count(*)::float8 as waiting, coalesce(extract(epoch from clock_timestamp() - min(start_after)), 0)::float8 as oldest
from pgboss.job where state in ('created', 'retry') and start_after <= clock_timestamp() and name not like '\\_\\_pgboss%' group by name`;

const HELP: Readonly<Record<string, string>> = {
  line_waiting: 'Jobs that could run and are not',
  line_oldest_seconds: 'How long the first of them has waited',
  line_running: 'Jobs a worker holds',
  webhook_portals_waiting: 'Portals with events that nobody has looked at',
  webhook_lag_seconds: 'How long the first of them has waited',
  hubspot_day_success: 'Share of the requests to HubSpot of the last day that succeeded, all portals; HubSpot wants more than 0.95',
  budget_busiest_calls: 'Calls in the last ten seconds of the portal that made most',
  budget_blocked_portals: 'Portals that HubSpot has told to slow down',
};

/** Reads them all. Throws what the database throws. */
export async function readGauges(pool: pg.Pool): Promise<readonly Reading[]> {
  const { rows } = await pool.query<Row>(SQL);
  const { rows: [queue] } = await pool.query<{ there: boolean }>(`select to_regclass('pgboss.job') is not null as there`);
  const { rows: queues } = queue?.there === true ? await pool.query<{ name: string; waiting: number; oldest: number }>(QUEUE_SQL) : { rows: [] };
  const shared = rows.map(({ name, label, value }): Reading => ({
    name: `siderail_${name}`, help: HELP[name]!, ...(label === null ? {} : { labels: { budget: label } }), value,
  }));
  return [
    ...shared,
    ...Object.entries(BUDGET_LIMITS).map(([budget, { calls, windowMs }]): Reading => ({ name: 'siderail_budget_calls_per_window', help: 'What ten seconds allow', labels: { budget }, value: Math.round((calls * 10_000) / windowMs) })),
    ...queues.map(({ name, waiting }): Reading => ({ name: 'siderail_queue_waiting', help: 'Small work that is due, by queue; send-notice holds the pending mails', labels: { queue: name }, value: waiting })),
    ...queues.map(({ name, oldest }): Reading => ({ name: 'siderail_queue_oldest_seconds', help: 'How long the first of it has been due', labels: { queue: name }, value: oldest })),
  ];
}
