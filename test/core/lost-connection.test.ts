import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ works: false });
});
afterAll(() => test?.close());

it('a connection that the database ends between two statements fails the next one and not the process (F5)', async () => {
  const { pool } = test.app.context.database;
  const held = await pool.connect();
  const { rows } = await held.query<{ pid: number }>('select pg_backend_pid() as pid');

  await pool.query('select pg_terminate_backend($1, 5000)', [rows[0]!.pid]);
  await expect(held.query('select 1')).rejects.toThrow();
  held.release(true);

  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});
