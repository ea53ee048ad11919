/** When the call granted at `g` counts, as SQL: without an answer (in `unanswered`) `doubt` milliseconds before `at` at the earliest. `doubt` null: at its moment. */
export function countsAtSql(doubt: string): string {
  return `case when g = any(unanswered) then greatest(g, at - ${doubt}::float8) else g end`;
}
