/** SQL text literal. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** SQL for a number in [0, n) that depends on `i`, the seed and `salt`, and on nothing else. */
export function draw(i: string, salt: number, n: number | string): string {
  return `pg_temp.draw(${i}, ${salt}, ${n})`;
}

/** SQL that picks one of `words` for row `i`. */
export function pick(words: readonly string[], i: string, salt: number): string {
  return `(array[${words.map(quote).join(',')}])[1 + ${draw(i, salt, words.length)}]`;
}

/** SQL for a number with at least `digits` digits; longer ones are not cut, as lpad alone would. */
export function padded(number: string, digits: number): string {
  return `lpad((${number})::text, greatest(${digits}, length((${number})::text)), '0')`;
}

/** SQL that makes `pg_temp.draw`. hashint8extended also places rows in hash partitions, so its results stay the same between versions. */
export function drawFunctionSql(seed: number): string {
  return `create or replace function pg_temp.draw(i bigint, salt int, n bigint) returns bigint language sql immutable as
    $$ select (hashint8extended(i, ${seed}::bigint * 1000 + salt) & 9223372036854775807) % n $$`;
}
