import type pg from 'pg';

/** Ends a pool and waits for its sockets: `pool.end()` resolves before they are closed, and the database could not be dropped. */
export async function endPool(pool: pg.Pool): Promise<void> {
  let open = pool.totalCount;
  const closed = Promise.withResolvers<void>();
  pool.on('remove', () => {
    open -= 1;
    if (open === 0) closed.resolve();
  });
  if (open === 0) closed.resolve();
  await pool.end();
  await closed.promise;
}
