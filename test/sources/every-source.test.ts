import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HubSpotGateway } from '../../src/hubspot/index.ts';
import { sources } from '../../src/registry.ts';
import { contextOf } from '../support/ask-source.ts';
import { localResolveHost } from '../support/local-resolve-host.ts';
import { sourceBattery } from '../support/source.battery.ts';
import { startMariaDb } from '../support/start-mariadb.ts';
import type { MariaDb, MariaDbDatabase } from '../support/start-mariadb.ts';
import { createEmptyDatabase } from '../support/test-database.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { startFakeHubSpot } from './hubspot/fake-hubspot.ts';
import type { FakeHubSpot } from './hubspot/fake-hubspot.ts';
import { testSource } from './hubspot/test-source.ts';
import type { TestSource } from './hubspot/test-source.ts';
import { run as runMysql } from './mysql/harness.ts';
import { mysqlSource } from './mysql/local-source.ts';
import { run as runPostgres } from './postgres/harness.ts';
import { postgresSource } from './postgres/local-source.ts';

const ROWS = 230;
const TABLES = [{ key: 'items', title: 'Items', table: 'items', rowKey: 'id', portal: true }];
const ITEMS = Array.from({ length: ROWS }, (_, n) => `(${n * 3 + 1}, 'Item ${n % 20}', ${n % 7 === 0 ? 'null' : `${n}.50`})`).join(', ');
/** Everything that could have been put into a database: tables, indexes, views, functions, triggers, types, extensions, schemas, settings. */
const POSTGRES_THINGS = `
  select array_agg(thing order by thing) as things from (
    select 'class ' || oid || ' ' || relname as thing from pg_class union all select 'function ' || oid || ' ' || proname from pg_proc
    union all select 'trigger ' || oid || ' ' || tgname from pg_trigger union all select 'type ' || oid || ' ' || typname from pg_type
    union all select 'schema ' || oid || ' ' || nspname from pg_namespace where nspname !~ '^pg_(toast_)?temp' union all select 'extension ' || extname from pg_extension
    union all select 'event trigger ' || evtname from pg_event_trigger union all select 'publication ' || pubname from pg_publication
    union all select 'setting ' || setdatabase || ' ' || setrole from pg_db_role_setting) as all_things`;
const MYSQL_THINGS = `
  select concat('table ', table_schema, '.', table_name, ' ', coalesce(create_time, '')) as thing from information_schema.tables where table_schema = database()
  union all select concat('routine ', routine_name) from information_schema.routines where routine_schema = database()
  union all select concat('trigger ', trigger_name) from information_schema.triggers where trigger_schema = database()
  union all select concat('event ', event_name) from information_schema.events where event_schema = database()
  union all select concat('plugin ', plugin_name) from information_schema.plugins order by 1`;

const postgres = postgresSource({ limits: { chunkRows: 40 } });
const mysql = mysqlSource({ limits: { chunkRows: 40 } });
let home: TestDatabase;
let server: MariaDb;
let other: MariaDbDatabase;
let fake: FakeHubSpot;
let hubspot: TestSource;
let before: { postgres: unknown; mysql: unknown };

/** What there is in both databases, as their owner sees it. */
async function things(): Promise<{ postgres: unknown; mysql: unknown }> {
  return { postgres: await runPostgres(home.adminUrl, POSTGRES_THINGS), mysql: await runMysql(other.adminUrl, MYSQL_THINGS) };
}

beforeAll(async () => {
  [home, server, fake] = await Promise.all([createEmptyDatabase(), startMariaDb(), startFakeHubSpot({ contacts: ROWS, companies: 10, deals: 10 })]);
  other = await server.createDatabase();
  await runPostgres(home.url, `create table items (id bigint primary key, name text, price numeric(9,2)); insert into items values ${ITEMS}`);
  await runMysql(other.url, 'create table items (id bigint primary key, name varchar(40), price decimal(9,2))');
  await runMysql(other.url, `insert into items values ${ITEMS}`);
  fake.hubspot.settings.limits = false;
  hubspot = testSource(fake.url, { token: fake.token });
  before = await things();
});
afterAll(async () => {
  await fake?.close();
  await server?.close();
  await home?.drop();
});

sourceBattery('postgres', { source: () => postgres, context: () => contextOf(postgres.config.parse({ url: home.url, tables: TABLES })), table: 'items', rows: ROWS });
sourceBattery('mysql', { source: () => mysql, context: () => contextOf(mysql.config.parse({ url: other.url, tables: TABLES })), table: 'items', rows: ROWS });
sourceBattery('hubspot', { source: () => hubspot.source, context: () => hubspot.context, table: 'contacts', rows: ROWS });

it('every kind of source there is passes the same tests (S2.11)', () => {
  const registered = sources({} as HubSpotGateway, { resolveHost: localResolveHost });

  expect(registered.map(({ key }) => key).sort()).toEqual([postgres.key, mysql.key, hubspot.source.key].sort());
});

it('nothing is left in a customer’s database after all that can be asked of it, although its user might have created what they like (S1.16)', async () => {
  expect(await things()).toEqual(before);
});
