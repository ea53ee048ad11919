import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Filter, FilterOperator } from '#contract';
import type { SourceContext } from '../../../src/sources/define-source.ts';
import { postgresSource } from './local-source.ts';
import type { PostgresConfig } from '../../../src/sources/postgres/postgres-config.ts';
import { createEmptyDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { allPages, contextOf, errorOf, queryOf } from '../../support/ask-source.ts';
import { run, wholeRead } from './harness.ts';

const source = postgresSource();
let database: TestDatabase;
let context: SourceContext<PostgresConfig>;

const TYPES: [type: string, written: string, shown: string][] = [
  ['bigint', '9223372036854775807', '9223372036854775807'],
  ['numeric(14,2)', '999999999999.99', '999999999999.99'],
  ['numeric', '0.1000000000000000000000000000001', '0.1000000000000000000000000000001'],
  ['numeric', 'NaN', 'NaN'],
  ['numeric', '-Infinity', '-Infinity'],
  ['float8', '0.1', '0.1'],
  ['float8', 'Infinity', 'Infinity'],
  ['money', '12345.67', '12345.67'],
  ['date', '2026-02-28', '2026-02-28'],
  ['date', '0044-03-15 BC', '0044-03-15 BC'],
  ['date', 'infinity', 'infinity'],
  ['timestamptz', '2026-03-29 03:30:00.123456+02', '2026-03-29T01:30:00.123Z'],
  ['timestamptz', '2026-03-29 03:30:00+02', '2026-03-29T01:30:00.000Z'],
  ['timestamptz', '0044-03-15 00:00:00+00 BC', '0044-03-15 00:00:00+00 BC'],
  ['timestamptz', '-infinity', '-infinity'],
  ['timestamp', '2026-03-29 02:30:00.5', '2026-03-29T02:30:00.500'],
  ['boolean', 'yes', 'true'],
  ['boolean', 'no', 'false'],
  ['text', '  =SUM(A1)\n"ü", 👍  ', '  =SUM(A1)\n"ü", 👍  '],
  ['text', '', ''],
  ['char(5)', 'ab', 'ab'],
  ['varchar(20)', '00017', '00017'],
  ['json', '{"a" : 1,  "b": [true]}', '{"a" : 1,  "b": [true]}'],
  ['jsonb', '{"b": [true], "a": 1}', '{"a": 1, "b": [true]}'],
  ['text[]', '{a,"b c",NULL}', '{a,"b c",NULL}'],
  ['uuid', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
  ['interval', '1 day 2 hours', 'P1DT2H'],
  ['time', '12:34:56', '12:34:56'],
  ['inet', '10.0.0.0/8', '10.0.0.0/8'],
  ['price', '19.90', '19.90'],
  ['mood', 'ok', 'ok'],
];

beforeAll(async () => {
  database = await createEmptyDatabase();
  await run(database.url, `create type mood as enum ('sad', 'ok'); create domain amount as numeric(14,2); create domain price as amount check (value > 0)`);
  await run(database.url, `create table types (id int primary key, hidden bytea, ${TYPES.map(([type], at) => `v${at} ${type}`).join(', ')})`);
  await run(database.url, `insert into types values (1, '\\x00', ${TYPES.map((_, at) => `$${at + 1}`).join(', ')}), (2, null, ${TYPES.map(() => 'null').join(', ')})`, TYPES.map(([, written]) => written));
  await run(database.url, `create table sales (id bigint primary key, name text, price numeric(14,2), qty int, ratio float8, sold timestamptz, due date, paid boolean, currency char(3), local numeric(14,2), code int);
    insert into sales values
      (1, 'Müller 100%', 0.10, 1, 0.5, '2026-01-31 23:59:59.999999Z', '2026-01-31', true, 'EUR', 10, 7),
      (2, 'MÜLLER_100', 0.20, 2, 'NaN', '2026-02-01 00:00:00Z', '2026-02-01', false, 'EUR', 20, 8),
      (3, 'a\\b', 99999999999.99, 3, null, '2026-02-01 12:00:00.0005Z', null, null, 'USD', 30, 9),
      (4, '', null, null, 1e300, null, '2026-02-02', true, 'USD', null, null),
      (5, null, -0.30, 2147483647, -1, '2026-02-02 00:00:00Z', '2026-12-31', false, null, 5, 7)`);
  const config = source.config.parse({
    url: database.url,
    tables: [
      { key: 'types', title: 'Types', table: 'types', rowKey: 'id', portal: true },
      {
        key: 'sales', title: 'Sales', table: 'sales', rowKey: 'id', portal: true,
        columns: [
          { column: 'id' }, { column: 'name', title: 'Customer' }, { column: 'price', type: 'money', currency: 'EUR' }, { column: 'qty' }, { column: 'ratio' }, { column: 'sold' },
          { column: 'due' }, { column: 'paid' }, { column: 'local', type: 'money', currencyColumn: 'currency' }, { column: 'currency' }, { column: 'code', type: 'text' },
        ],
      },
    ],
  });
  context = contextOf(config);
});
afterAll(() => database.drop());

describe('S0.1 values arrive as the database has them', () => {
  it.each(TYPES.map(([type, written, shown], at) => ({ type, written, shown, at })))('$type $written', async ({ shown, at }) => {
    const query = await queryOf(source, context, { table: 'types', columns: [`v${at}`] });

    const page = await source.page(context, query, { cursor: null, size: 5 });
    const read = await wholeRead(source, context, query);

    expect(page.rows.map((row) => row.cells)).toEqual([[shown], [null]]);
    expect(read).toEqual([[shown], [null]]);
  });

  it('leaves binary columns out and offers the others with fitting types', async () => {
    const [types, sales] = await source.tables(context, null);

    expect(types!.columns.map((column) => column.key)).not.toContain('hidden');
    expect(sales!.columns.map(({ key, title, type, currency }) => [key, title, type, currency])).toEqual([
      ['id', 'Id', 'text', undefined], ['name', 'Customer', 'text', undefined], ['price', 'Price', 'money', 'EUR'], ['qty', 'Qty', 'number', undefined],
      ['ratio', 'Ratio', 'number', undefined], ['sold', 'Sold', 'datetime', undefined], ['due', 'Due', 'date', undefined], ['paid', 'Paid', 'boolean', undefined],
      ['local', 'Local', 'money', undefined], ['currency', 'Currency', 'text', undefined], ['code', 'Code', 'text', undefined],
    ]);
  });
});

describe('S0.1 totals', () => {
  const totals = async (columns: string[], filters: Filter[] = []): Promise<unknown> => source.totals(context, await queryOf(source, context, { table: 'sales', columns, filters }));

  it('are exact to the last digit', async () => {
    expect(await totals(['price', 'qty'])).toEqual({ price: '99999999999.99', qty: '2147483653' });
  });

  it('leave out amounts of several currencies, and say them when the filtered rows have one', async () => {
    expect(await totals(['local'])).toEqual({});
    expect(await totals(['local'], [{ column: 'currency', operator: 'eq', value: 'EUR' }])).toEqual({ local: '30.00' });
    expect(await totals(['local'], [{ column: 'currency', operator: 'neq', value: 'EUR' }])).toEqual({});
    expect(await totals(['local'], [{ column: 'id', operator: 'eq', value: '5' }])).toEqual({ local: '5.00' });
    expect(await totals(['local'], [{ column: 'id', operator: 'eq', value: '4' }])).toEqual({});
  });

  it('are not said for identifiers, texts and sums that are no number', async () => {
    expect(await totals(['id', 'code', 'name', 'paid', 'ratio'])).toEqual({});
  });
});

describe('S0.1 filters', () => {
  const cases: [column: string, operator: FilterOperator, value: string | undefined, ids: string][] = [
    ['name', 'contains', 'müller', '1,2'], ['name', 'contains', '100%', '1'], ['name', 'contains', '_', '2'], ['name', 'contains', '\\', '3'], ['name', 'contains', '%', '1'],
    ['name', 'eq', 'a\\b', '3'], ['name', 'neq', 'a\\b', '1,2,4,5'], ['name', 'empty', undefined, '4,5'], ['name', 'not_empty', undefined, '1,2,3'],
    ['price', 'eq', '0.1', '1'], ['price', 'neq', '0.10', '2,3,4,5'], ['price', 'gt', '0.10', '2,3'], ['price', 'gte', '0.1', '1,2,3'], ['price', 'lt', '0', '5'], ['price', 'lte', '0.20', '1,2,5'],
    ['price', 'empty', undefined, '4'], ['qty', 'eq', '2', '2'], ['qty', 'gt', '1.5', '2,3,5'], ['qty', 'lt', '9223372036854775808', '1,2,3,5'], ['qty', 'eq', '1.0', '1'],
    ['ratio', 'eq', '0.5', '1'], ['ratio', 'lt', '0', '5'],
    ['sold', 'eq', '2026-02-01', '2,3'], ['sold', 'lt', '2026-02-01', '1'], ['sold', 'lte', '2026-02-01', '1,2,3'], ['sold', 'gt', '2026-02-01', '5'], ['sold', 'gte', '2026-02-01', '2,3,5'],
    ['sold', 'eq', '2026-02-01T12:00:00.000Z', '3'], ['sold', 'eq', '2026-02-01T13:00:00+01:00', '3'], ['sold', 'eq', '2026-01-31T23:59:59.999Z', '1'], ['sold', 'gt', '2026-01-31T23:59:59.999Z', '2,3,5'],
    ['sold', 'neq', '2026-02-01', '1,4,5'], ['sold', 'empty', undefined, '4'],
    ['due', 'eq', '2026-02-01', '2'], ['due', 'gt', '2026-01-31', '2,4,5'], ['due', 'empty', undefined, '3'],
    ['paid', 'eq', 'true', '1,4'], ['paid', 'neq', 'true', '2,3,5'], ['paid', 'empty', undefined, '3'],
    ['id', 'eq', '3', '3'], ['id', 'eq', '03', ''], ['id', 'contains', '3', '3'], ['id', 'eq', '99999999999999999999', ''], ['code', 'eq', '7', '1,5'], ['code', 'neq', 'x', '1,2,3,4,5'],
    ['currency', 'eq', 'USD', '3,4'],
  ];

  it.each(cases)('%s %s %s', async (column, operator, value, ids) => {
    const filter: Filter = { column, operator, ...(value !== undefined && { value }) };
    const query = await queryOf(source, context, { table: 'sales', columns: ['id'], filters: [filter] });

    const rows = await allPages(source, context, query, 2);

    expect(rows.map((row) => row.key).join(',')).toBe(ids);
    expect(await source.count(context, query)).toBe(rows.length);
    expect((await wholeRead(source, context, query)).map((row) => row[0]).join(',')).toBe(ids);
  });

  it.each([
    ['price', 'eq', 'abc'], ['price', 'eq', '1e5'], ['price', 'eq', ''], ['price', 'contains', '1'], ['qty', 'gt', 'NaN'], ['sold', 'eq', 'yesterday'], ['sold', 'eq', '2026-13-01'],
    ['due', 'eq', '2026-02-30'], ['due', 'eq', '0000-01-01'], ['due', 'eq', '2026-02-01T00:00:00Z'], ['paid', 'eq', 'maybe'], ['paid', 'gt', 'true'], ['name', 'gt', 'a'], ['name', 'eq', 'a\0b'], ['name', 'eq', undefined],
  ] as const)('refuse %s %s %s in plain words', async (column, operator, value) => {
    const filter = { column, operator, ...(value !== undefined && { value }) } as Filter;
    const error = await errorOf(queryOf(source, context, { table: 'sales', filters: [filter] }).then((query) => source.count(context, query)));
    expect(error.code).toBe('filter.invalid');
  });
});
