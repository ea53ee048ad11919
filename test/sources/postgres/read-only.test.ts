import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/index.ts';
import type { SourceContext, SourceQuery } from '../../../src/sources/define-source.ts';
import { createConnections } from '../../../src/sources/postgres/connections.ts';
import { ALL_KEYS, formatPart } from '../../../src/sources/postgres/key-range.ts';
import { LIMITS } from '../../../src/sources/postgres/limits.ts';
import { postgresSource } from './local-source.ts';
import type { PostgresConfig } from '../../../src/sources/postgres/postgres-config.ts';
import { localResolveHost as resolveHost } from '../../support/local-resolve-host.ts';
import { createEmptyDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { contextOf, errorOf, queryOf } from '../../support/ask-source.ts';
import { run, wholeCopy } from './harness.ts';

const WRITES = [
  'delete from sentinel',
  'truncate sentinel',
  'drop table sentinel',
  'update sentinel set note = null',
  `insert into sentinel values (99, 'new')`,
  'select 1; delete from sentinel',
  'select 1;delete from sentinel;--',
  'commit; delete from sentinel',
  'rollback; delete from sentinel',
  'commit; begin read write; delete from sentinel; commit',
  'with gone as (delete from sentinel returning id) select * from gone',
  `with new as (insert into sentinel values (98, 'x') returning id) select * from new`,
  'with changed as (update sentinel set id = id + 100 returning id) select count(*) from changed',
  `merge into sentinel as s using (select 1 as id) as n on s.id = n.id when matched then delete`,
  'select wipe()',
  'select * from sentinel where wipe() is null',
  'select count(*) from sentinel where public.wipe() is null',
  'call public.wipe_procedure()',
  'do $$ begin delete from public.sentinel; end $$',
  `do $$ begin perform set_config('transaction_read_only', 'off', false); delete from public.sentinel; end $$`,
  `select set_config('transaction_read_only', 'off', false), public.wipe()`,
  `select set_config('default_transaction_read_only', 'off', false)`,
  'set transaction read write',
  'set session characteristics as transaction read write',
  'set transaction_read_only = off',
  'explain analyze delete from public.sentinel',
  'prepare p as delete from public.sentinel',
  'execute p',
  'declare c cursor for delete from public.sentinel returning *',
  'create table public.copy as select * from public.sentinel',
  'select * into public.copy from public.sentinel',
  'create function public.f() returns int language sql as $$ select 1 $$',
  `copy public.sentinel from program 'echo 1'`,
  `copy public.sentinel to program 'cat'`,
  'copy public.sentinel from stdin',
  `select nextval('public.counter')`,
  `select setval('public.counter', 1000)`,
  'select lo_create(4711)',
  `select lo_from_bytea(0, 'x')`,
  'select * from public.sentinel for update',
  'lock table public.sentinel in access exclusive mode',
  'alter table public.sentinel add column extra int',
  'create index on public.sentinel (note)',
  'grant all on public.sentinel to public',
  'refresh materialized view public.old',
  'reindex table public.sentinel',
  'vacuum public.sentinel',
  'cluster public.sentinel using sentinel_pkey',
  `comment on table public.sentinel is 'changed'`,
  `security label on table public.sentinel is 'x'`,
  'listen something',
  `notify something, 'x'`,
  'create schema evil',
];

let database: TestDatabase;
let context: SourceContext<PostgresConfig>;
const source = postgresSource();

beforeAll(async () => {
  database = await createEmptyDatabase();
  await run(database.url, `
    create table sentinel (id int primary key, note text); create sequence counter;
    create function wipe() returns int language plpgsql as $$ begin delete from public.sentinel; return 1; end $$;
    create procedure wipe_procedure() language plpgsql as $$ begin delete from public.sentinel; commit; end $$;
    create materialized view old as select 1 as one`);
  context = contextOf(source.config.parse({ url: database.url, tables: [{ key: 's', title: 'S', table: 'sentinel', rowKey: 'id', portal: true }] }));
});
beforeEach(() => run(database.url, `truncate sentinel; insert into sentinel select n, 'note ' || n from generate_series(1, 10) n; select setval('counter', 1)`));
afterAll(() => database.drop());

const state = (): Promise<unknown> => run(database.url, `
  select (select string_agg(id || note, ',' order by id) from sentinel) as rows, (select last_value from counter) as counter,
    (select count(*) from pg_class where relnamespace = 'public'::regnamespace) as relations, (select count(*) from pg_proc where pronamespace = 'public'::regnamespace) as functions,
    (select count(*) from pg_namespace where nspname = 'evil') as schemas, (select count(*) from pg_largeobject_metadata) as large_objects,
    (select count(*) from pg_attribute where attrelid = 'sentinel'::regclass) as columns, obj_description('sentinel'::regclass) as comment,
    (select count(*) from pg_stat_activity where application_name = 'siderail' and datname = current_database() and state = 'idle in transaction') as left_open`);

describe('T39 no statement of ours can write, even as the owner of the tables', () => {
  it.each(WRITES)('%s', async (text) => {
    const before = await state();
    const connections = createConnections({ resolveHost, limits: LIMITS });

    // Twice over one connection: what the first left behind must not open the door for the second.
    const own = await connections.open(context);
    for (const statement of [text, 'delete from public.sentinel']) {
      await own.ask({ text: statement, values: [] }).catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
    }
    own.close();
    await connections.ask(context, { text, values: [] }).catch(() => undefined);
    await connections.ask(context, { text: 'delete from public.sentinel', values: [] }).catch(() => undefined);

    expect(await state()).toEqual(before);
  });

  it('keeps every question read-only on a connection whose session was told otherwise', async () => {
    const own = await createConnections({ resolveHost, limits: LIMITS }).open(context);
    await own.ask({ text: 'set session characteristics as transaction read write', values: [] });

    const shown = await own.ask({ text: 'show transaction_read_only', values: [] });
    own.close();

    expect(shown).toEqual([['on']]);
  });
});

/** Reads by COPY alone, from a cursor that somebody may have made up. */
async function copyOnly(of: SourceContext<PostgresConfig>, query: SourceQuery, cursor: string | null = null): Promise<void> {
  const part = formatPart(ALL_KEYS);
  for await (const { body } of source.lines!(of, query, part, cursor, { kind: 'staging' })!) for await (const piece of body) expect(piece.length).toBeGreaterThan(0);
}

describe('T39 reading by COPY', () => {
  it('cannot write either, also when reading the table calls a function that would', async () => {
    await run(database.url, `create table guarded (id int primary key); insert into guarded values (1);
      alter table guarded enable row level security, force row level security; create policy writing on guarded using (wipe() = 1)`);
    const before = await state();
    const guarded = contextOf(source.config.parse({ url: database.url, tables: [{ key: 'g', title: 'G', table: 'guarded', rowKey: 'id', portal: true }] }));
    const query = await queryOf(source, guarded, { table: 'g' });

    const error = await errorOf(copyOnly(guarded, query));

    expect(error).toMatchObject({ code: 'source.refused', retry: 'never' });
    expect(await state()).toEqual(before);
    await run(database.url, 'drop table guarded');
  });
});

describe('T39 values of a request stay values', () => {
  it.each(WRITES.slice(0, 24).map((text, at) => [text, `'; ${text}; --`, `1); ${text}; --`][at % 3]!))('%s', async (text) => {
    const before = await state();
    const query = await queryOf(source, context, { table: 's' });
    const filters = (operator: 'eq' | 'neq' | 'contains') => [{ column: 'note', operator, value: text }];

    expect(await source.count(context, { ...query, filters: filters('eq') })).toBe(0);
    expect(await source.count(context, { ...query, filters: filters('neq') })).toBe(10);
    expect(await source.count(context, { ...query, filters: filters('contains') })).toBe(0);
    expect(await source.rows(context, query, [text, '3'])).toEqual([{ key: '3', cells: ['3', 'note 3'] }]);
    for (const cursor of [text, JSON.stringify({ k: text, v: null }), JSON.stringify({ k: text, v: text }), JSON.stringify({ k: text, long: true })]) {
      await source.page(context, { ...query, sort: { column: 'note', direction: 'ascending' } }, { cursor, size: 5 }).catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
      await copyOnly(context, query, cursor).catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
    }
    expect(await wholeCopy(source, context, { ...query, filters: filters('eq') })).toEqual([]);
    expect(await wholeCopy(source, context, { ...query, filters: filters('neq') })).toHaveLength(10);
    expect(await wholeCopy(source, context, { ...query, filters: filters('contains') })).toEqual([]);

    expect(await state()).toEqual(before);
  });
});
