/** What one refusal after a quiet time adds: calls that arrive less evenly than the margin bears. */
export const STEP_MS = 100;
const HOUR_MS = 3_600_000;
const HALF_LIFE_MS = 60_000;

/**
 * By how much a portal's window is wider now than its limit says, as SQL. Half of it is forgotten every minute after
 * the last block, down to one step, and that after an hour: others who spent the allowance stop some day.
 * `nowMs`: milliseconds since 1970.
 */
export function extraMsSql(row: string, nowMs: string): string {
  const age = `greatest(0, ${nowMs} - extract(epoch from ${row}.blocked_until)::float8 * 1000)`;
  // The exponent is bounded: the database refuses a result that is too small for its numbers.
  return `case
    when ${row}.blocked_until is null or ${age} > ${HOUR_MS} then 0
    when ${row}.extra_ms <= ${STEP_MS} then ${row}.extra_ms
    else ${STEP_MS} + (${row}.extra_ms - ${STEP_MS}) * power(0.5::float8, least(30, ${age} / ${HALF_LIFE_MS}))
  end`;
}
