import { afterAll, beforeAll } from 'vitest';
import { LIMITS } from '../../../src/sources/mysql/limits.ts';
import { startMariaDb } from '../../support/start-mariadb.ts';
import type { MariaDb, MariaDbDatabase } from '../../support/start-mariadb.ts';
import { PARTNER_SQL, PARTNER_TABLES, partnerBattery } from '../partners.battery.ts';
import { contextOf, queryOf } from '../../support/ask-source.ts';
import { run } from './harness.ts';
import { mysqlSource } from './local-source.ts';

const source = mysqlSource();
const narrow = mysqlSource({ limits: { ...LIMITS, matchRows: 3 } });
let server: MariaDb;
let database: MariaDbDatabase;

beforeAll(async () => {
  server = await startMariaDb();
  database = await server.createDatabase();
  for (const sql of PARTNER_SQL) await run(database.url, sql);
});
afterAll(() => server?.close());

partnerBattery('MariaDB', {
  source: () => source, narrow: () => narrow,
  context: (given) => contextOf(source.config.parse({ url: database.url, tables: PARTNER_TABLES }), given),
  query: (context, table) => queryOf(source, context, { table, scope: 'record' }),
});
