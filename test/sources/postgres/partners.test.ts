import { afterAll, beforeAll } from 'vitest';
import { LIMITS } from '../../../src/sources/postgres/limits.ts';
import { createEmptyDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { PARTNER_SQL, PARTNER_TABLES, partnerBattery } from '../partners.battery.ts';
import { contextOf, queryOf } from '../../support/ask-source.ts';
import { run } from './harness.ts';
import { postgresSource } from './local-source.ts';

const source = postgresSource();
const narrow = postgresSource({ limits: { ...LIMITS, matchRows: 3 } });
let database: TestDatabase;

beforeAll(async () => {
  database = await createEmptyDatabase();
  for (const sql of PARTNER_SQL) await run(database.url, sql);
});
afterAll(() => database?.drop());

partnerBattery('PostgreSQL', {
  source: () => source, narrow: () => narrow,
  context: (given) => contextOf(source.config.parse({ url: database.url, tables: PARTNER_TABLES }), given),
  query: (context, table) => queryOf(source, context, { table, scope: 'record' }),
});
