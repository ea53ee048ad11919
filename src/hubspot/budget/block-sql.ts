import { extraMsSql, STEP_MS } from './extra-ms-sql.ts';

/** `$4`: milliseconds since 1970 in simulations, else the database's clock. */
const NOW = 'coalesce(to_timestamp($4::float8 / 1000), clock_timestamp())';
const EXTRA = extraMsSql('b', `(extract(epoch from ${NOW})::float8 * 1000)`);

/**
 * Closes an allowance. Never shortens an earlier block. A refusal after a quiet time means that calls arrive less
 * evenly than the margin bears, and widens the portal's window a little; one soon after another means that somebody
 * else spends the same allowance, and widens it by half, up to two and a half times (`$5` is the window). The
 * calls that are refused together count once.
 */
export const BLOCK_SQL = `
insert into request_budget as b (portal_id, budget, blocked_until, extra_ms)
values ($1, $2, ${NOW} + $3::float8 * interval '1 ms', ${STEP_MS})
on conflict (portal_id, budget) do update set
  blocked_until = greatest(b.blocked_until, excluded.blocked_until),
  extra_ms = case
    when b.blocked_until > ${NOW} then b.extra_ms
    when b.blocked_until > ${NOW} - interval '1 minute' then least(1.5 * $5::float8, ${EXTRA} + 0.5 * ($5::float8 + ${EXTRA}))
    else ${EXTRA} + ${STEP_MS}
  end`;
