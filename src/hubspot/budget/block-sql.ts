/** By so much the window grows each time HubSpot refuses a call in it, up to a second. */
const STEP_MS = 100;
const MOST_EXTRA_MS = 1_000;

/**
 * Closes an allowance. Never shortens an earlier block. A refusal means that calls arrive less evenly than the margin
 * bears (a busy network, another process that spends the same allowance): the first of each block widens the portal's
 * window, and an hour without any forgets it.
 */
export const BLOCK_SQL = `
insert into request_budget as b (portal_id, budget, blocked_until, extra_ms)
values ($1, $2, clock_timestamp() + $3::float8 * interval '1 ms', ${STEP_MS})
on conflict (portal_id, budget) do update set
  blocked_until = greatest(b.blocked_until, excluded.blocked_until),
  extra_ms = case
    when b.blocked_until > clock_timestamp() then b.extra_ms
    when b.blocked_until > clock_timestamp() - interval '1 hour' then least(${MOST_EXTRA_MS}, b.extra_ms + ${STEP_MS})
    else ${STEP_MS}
  end`;
