/** The moment of asking in milliseconds since 1970, as SQL: what the parameter says in simulations, else the database's clock, which `now()` would stop at the transaction's begin. */
export function nowSql(parameter: string): string {
  return `coalesce(${parameter}::float8, extract(epoch from clock_timestamp())::float8 * 1000)`;
}
