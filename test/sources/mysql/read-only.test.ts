import { existsSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/index.ts';
import type { SourceContext } from '../../../src/sources/define-source.ts';
import { createConnections } from '../../../src/sources/mysql/connections.ts';
import { mysqlSource } from './local-source.ts';
import { LIMITS } from '../../../src/sources/mysql/limits.ts';
import type { MysqlConfig } from '../../../src/sources/mysql/mysql-config.ts';
import { localResolveHost as resolveHost } from '../../support/local-resolve-host.ts';
import { words } from '../../../src/sources/mysql/sql.ts';
import { startMariaDb } from '../../support/start-mariadb.ts';
import type { MariaDb, MariaDbDatabase } from '../../support/start-mariadb.ts';
import { contextOf, queryOf } from '../../support/ask-source.ts';
import { run } from './harness.ts';

const WRITES = [
  // Selects, which are sent to the server and have to be refused there.
  'select cast(wipe() as char)', 'select note from sentinel where wipe() is null', 'select count(*) from sentinel where (select wipe()) is null', 'select cast(unlock_session() as char)', 'select nextval(counter)', 'select setval(counter, 1000)',
  'select next value for counter', `select 1; delete from sentinel`, 'select 1;delete from sentinel;--', `select 1 into outfile '/tmp/siderail-mysql-outfile'`, `select 'x' into dumpfile '/tmp/siderail-mysql-outfile'`,
  'select * from sentinel for update', 'select 1 /*! ; delete from sentinel */', 'select 1 /*M! , wipe() */', 'select * from sentinel procedure analyse()', 'select wipe() union select 1', 'select (with x as (select wipe() as y) select y from x)',
  'select wipe() from dual group by wipe()', 'select case when wipe() then 1 end', 'select sleep(0), wipe()', 'select id from sentinel order by wipe()',
  // Everything else, which never gets there.
  'delete from sentinel', 'truncate sentinel', 'drop table sentinel', 'update sentinel set note = null', `insert into sentinel values (99, 'new')`, `replace into sentinel values (1, 'new')`,
  'commit', 'rollback', 'set session transaction read write', 'set session tx_read_only = 0', 'set @@session.transaction_read_only = 0', 'start transaction read write', 'begin not atomic commit; set session transaction read write; delete from sentinel; end',
  'begin not atomic delete from sentinel; end', 'call wipe_procedure()', 'execute immediate \'delete from sentinel\'', `prepare p from 'delete from sentinel'`, 'execute p', 'with x as (select wipe()) select * from x', 'create table copied as select * from sentinel',
  'create function f() returns int return 1', `load data infile '/etc/passwd' into table sentinel`, `load data local infile '/etc/passwd' into table sentinel`, 'lock tables sentinel write', 'alter table sentinel add column extra int',
  'create index i on sentinel (note(5))', 'rename table sentinel to gone', 'optimize table sentinel', 'do wipe()', 'handler sentinel open', 'grant select on sentinel to public', 'flush tables', 'analyze table sentinel', 'explain delete from sentinel', 'analyze format=json delete from sentinel',
  'set password = password(\'x\')', 'kill 1', 'create or replace view v as select 1', 'insert into sentinel select wipe(), 1',
];

let server: MariaDb;
let database: MariaDbDatabase;
let context: SourceContext<MysqlConfig>;
const source = mysqlSource();

beforeAll(async () => {
  server = await startMariaDb();
  database = await server.createDatabase();
  await run(database.url, `
    create table sentinel (id int primary key, note varchar(50)); create sequence counter;
    create function wipe() returns int modifies sql data begin delete from sentinel; return 1; end;
    create function unlock_session() returns int begin set session tx_read_only = 0; return 1; end;
    create procedure wipe_procedure() begin delete from sentinel; commit; end`);
  context = contextOf(source.config.parse({ url: database.url, tables: [{ key: 's', title: 'S', table: 'sentinel', rowKey: 'id', portal: true }] }));
});
beforeEach(() => run(database.url, `delete from sentinel; insert into sentinel select seq, concat('note ', seq) from seq_1_to_10; select setval(counter, 1)`));
afterAll(() => server?.close());

const state = async (): Promise<unknown> => [
  await run(database.url, 'select * from sentinel order by id'),
  await run(database.url, 'select next_not_cached_value from counter'),
  await run(database.url, 'select table_name, column_name from information_schema.columns where table_schema = database() order by 1, 2'),
  await run(database.url, 'select routine_name from information_schema.routines where routine_schema = database() order by 1'),
  await run(database.url, 'show grants'),
  await run(database.adminUrl, `select count(*) as left_open from information_schema.innodb_trx`),
];

async function readAll(stretches: AsyncIterable<unknown>): Promise<void> {
  for await (const stretch of stretches) expect(stretch).toBeDefined();
}

describe('T39 no statement of ours can write to MariaDB, even as the owner of the tables', () => {
  it.each(WRITES)('%s', async (text) => {
    const before = await state();
    const connections = createConnections({ resolveHost, limits: LIMITS });
    const person = context;
    const job = { ...context, lane: 'background' as const };

    for (const [ours, next] of [[person, 'delete from sentinel'], [person, 'select cast(wipe() as char)'], [job, 'select cast(wipe() as char)']] as const) {
      // Twice over one connection: what the first left behind must not open the door for the second.
      await connections.asking(ours, async (ask) => {
        for (const statement of [text, next]) await ask(words(statement)).catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
      }).catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
      await connections.ask(ours, words(next)).catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
    }
    const reading = await connections.read(job);
    await readAll(reading.stream(words(text))).catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
    reading.close();

    expect(await state()).toEqual(before);
    expect(existsSync('/tmp/siderail-mysql-outfile')).toBe(false);
  });

  it('keeps every question read-only on a connection whose session was told otherwise', async () => {
    const connections = createConnections({ resolveHost, limits: LIMITS });

    await connections.ask(context, words('select cast(unlock_session() as char)'));
    const shown = await connections.ask(context, words('select cast(@@session.tx_read_only as char)'));
    const wiped = await connections.ask(context, words('select cast(wipe() as char)')).catch((error: unknown) => error);

    expect(shown.rows).toEqual([['OFF']]);
    expect(wiped).toMatchObject({ code: 'source.refused' });
    expect(await run(database.url, 'select count(*) as number from sentinel')).toEqual([{ number: '10' }]);
  });
});

describe('T39 values of a request stay values in MariaDB', () => {
  it.each(WRITES.slice(0, 24).map((text, at) => [text, `'; ${text}; --`, `1); ${text}; --`, `\\'; ${text}; #`][at % 4]!))('%s', async (text) => {
    const before = await state();
    const query = await queryOf(source, context, { table: 's' });
    const filters = (operator: 'eq' | 'neq' | 'contains') => [{ column: 'note', operator, value: text }];

    expect(await source.count(context, { ...query, filters: filters('eq') })).toBe(0);
    expect(await source.count(context, { ...query, filters: filters('neq') })).toBe(10);
    expect(await source.count(context, { ...query, filters: filters('contains') })).toBe(0);
    expect(await source.rows(context, query, [text, '3'])).toEqual([{ key: '3', cells: ['3', 'note 3'] }]);
    for (const cursor of [text, JSON.stringify({ k: text, v: null }), JSON.stringify({ k: text, v: text }), JSON.stringify({ k: text, long: true })]) {
      await source.page(context, { ...query, sort: { column: 'note', direction: 'ascending' } }, { cursor, size: 5 }).catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
    }

    expect(await state()).toEqual(before);
  });
});
