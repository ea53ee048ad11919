import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Filter, FilterOperator } from '#contract';
import type { SourceContext } from '../../../src/sources/define-source.ts';
import { mysqlSource } from './local-source.ts';
import type { MysqlConfig } from '../../../src/sources/mysql/mysql-config.ts';
import { startMariaDb } from '../../support/start-mariadb.ts';
import type { MariaDb, MariaDbDatabase } from '../../support/start-mariadb.ts';
import { allPages, contextOf, errorOf, queryOf, wholeRead } from '../../support/ask-source.ts';
import { run } from './harness.ts';

const source = mysqlSource();
let server: MariaDb;
let database: MariaDbDatabase;
let context: SourceContext<MysqlConfig>;

const TYPES: [type: string, written: string, shown: string][] = [
  ['tinyint', '-128', '-128'],
  ['smallint unsigned', '65535', '65535'],
  ['mediumint', '-8388608', '-8388608'],
  ['int', '2147483647', '2147483647'],
  ['bigint', '-9223372036854775808', '-9223372036854775808'],
  ['bigint unsigned', '18446744073709551615', '18446744073709551615'],
  ['int(6) zerofill', '42', '000042'],
  ['decimal(14,2)', '999999999999.99', '999999999999.99'],
  ['decimal(65,30)', '-12345678901234567890123456789012345.123456789012345678901234567890', '-12345678901234567890123456789012345.123456789012345678901234567890'],
  ['float', '0.1', '0.1'],
  ['double', '0.1', '0.1'],
  ['double', '0.30000000000000004', '0.30000000000000004'],
  ['double', '-1e300', '-1e300'],
  ['date', '2026-02-28', '2026-02-28'],
  ['date', '0000-00-00', '0000-00-00'],
  ['date', '2026-02-31', '2026-02-31'],
  ['datetime', '2026-03-29 02:30:00', '2026-03-29T02:30:00.000'],
  ['datetime(6)', '2026-03-29 02:30:00.123456', '2026-03-29T02:30:00.123'],
  ['datetime', '0000-00-00 00:00:00', '0000-00-00 00:00:00'],
  ['datetime', '2025-02-29 10:00:00', '2025-02-29 10:00:00'],
  ['datetime', '2024-02-29 10:00:00', '2024-02-29T10:00:00.000'],
  ['timestamp null', '2026-03-29 01:30:00', '2026-03-29T01:30:00.000Z'],
  ['timestamp(3) null', '2026-03-29 01:30:00.5', '2026-03-29T01:30:00.500Z'],
  ['timestamp null', '0000-00-00 00:00:00', '0000-00-00 00:00:00'],
  ['year', '2026', '2026'],
  ['year', '0000', '0000'],
  ['time', '-838:59:59', '-838:59:59'],
  ['time(6)', '12:34:56.000001', '12:34:56.000001'],
  ['bool', '1', '1'],
  ['tinyint(1)', '2', '2'],
  ['bit(1)', '1', 'true'],
  ['bit(1)', '0', 'false'],
  ['varchar(40)', '  =SUM(A1)\n"ü", 👍  ', '  =SUM(A1)\n"ü", 👍  '],
  ['text', '', ''],
  ['varchar(9) character set latin1', 'Ünïcödé €', 'Ünïcödé €'],
  ['varchar(20) character set utf16', '表 👍', '表 👍'],
  ['varchar(20) collate utf8mb4_bin', 'Ab ', 'Ab '],
  ['char(5)', 'ab  ', 'ab'],
  ['varchar(20)', '00017', '00017'],
  ['varchar(20)', 'a\\b\'c"', 'a\\b\'c"'],
  ['json', '{"a" : 1,  "b": [true, "👍"]}', '{"a" : 1,  "b": [true, "👍"]}'],
  ['uuid', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
  ['inet6', '2001:DB8::1', '2001:db8::1'],
  [`enum('sad','ok','schön')`, 'schön', 'schön'],
  [`set('a','b','c')`, 'c,a', 'a,c'],
];
const ANY_DAY = `set statement sql_mode = 'ALLOW_INVALID_DATES', time_zone = '+00:00' for`;

beforeAll(async () => {
  server = await startMariaDb({ settings: ['--default-time-zone=+05:30', '--sql-mode=ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH,ORACLE', '--character-set-server=latin1'] });
  database = await server.createDatabase();
  const plain = `set session sql_mode = ''; `;
  await run(database.url, `${plain}create table types (id int primary key, hidden blob, bytes varbinary(9), bits bit(8), place point, ${TYPES.map(([type], at) => `v${at} ${type}`).join(', ')}) character set utf8mb4`);
  await run(database.url, `${ANY_DAY} insert into types values (1, x'00', x'00', b'1', null, ${TYPES.map(() => '?').join(', ')}), (2, null, null, null, null, ${TYPES.map(() => 'null').join(', ')})`, TYPES.map(([type, written]) => (type === 'bit(1)' ? Number(written) : written)));
  await run(database.url, `${plain}create table sales (id bigint primary key, name varchar(40), price decimal(14,2), qty int unsigned, ratio float, sold timestamp(6) null, due date, paid tinyint(1), currency char(3), local decimal(14,2), code int, done bit(1), closed date not null) character set utf8mb4 collate utf8mb4_unicode_ci`);
  await run(database.url, `${ANY_DAY} insert into sales values
    (1, 'Müller 100%', 0.10, 1, 0.1, '2026-01-31 23:59:59.999999', '2026-01-31', 1, 'EUR', 10, 7, 1, '2026-01-01'),
    (2, 'MÜLLER_100', 0.20, 2, 2.5, '2026-02-01 00:00:00', '2026-02-01', 0, 'EUR', 20, 8, 0, '0000-00-00'),
    (3, ?, 99999999999.99, 3, null, '2026-02-01 12:00:00.0005', null, null, 'USD', 30, 9, null, '2026-01-01'),
    (4, '', null, null, 1e30, null, '2026-02-02', 1, 'USD', null, null, 1, '2026-01-01'),
    (5, null, -0.30, 4294967295, -1, '2026-02-02 00:00:00', '2026-12-31', 0, null, 5, 7, 0, '2026-01-01')`, ['a\\b|c']);
  context = contextOf(source.config.parse({
    url: database.url,
    tables: [
      { key: 'types', title: 'Types', table: 'types', rowKey: 'id', portal: true },
      {
        key: 'sales', title: 'Sales', table: 'sales', rowKey: 'id', portal: true,
        columns: [
          { column: 'id' }, { column: 'name', title: 'Customer' }, { column: 'price', type: 'money', currency: 'EUR' }, { column: 'qty' }, { column: 'ratio' }, { column: 'sold' },
          { column: 'due' }, { column: 'paid', type: 'boolean' }, { column: 'local', type: 'money', currencyColumn: 'currency' }, { column: 'currency' }, { column: 'code', type: 'text' },
          { column: 'done' }, { column: 'closed' },
        ],
      },
    ],
  }));
});
afterAll(() => server?.close());

describe('S0.1 values arrive as MariaDB has them, whatever its own time zone, quotes and character set are', () => {
  it.each(TYPES.map(([type, written, shown], at) => ({ type, written, shown, at })))('$type $written', async ({ shown, at }) => {
    const query = await queryOf(source, context, { table: 'types', columns: [`v${at}`] });

    const page = await source.page(context, query, { cursor: null, size: 5 });
    const read = await wholeRead(source, context, query);

    expect(page.rows.map((row) => row.cells)).toEqual([[shown], [null]]);
    expect(read).toEqual([[shown], [null]]);
  });

  it('leaves binary columns out and offers the others with fitting types', async () => {
    const [types, sales] = await source.tables(context, null);

    const shown = types!.columns.map((column) => column.key);
    expect(['hidden', 'bytes', 'bits', 'place'].filter((key) => shown.includes(key))).toEqual([]);
    expect(Object.fromEntries(TYPES.map(([type], at) => [type, types!.columns.find(({ key }) => key === `v${at}`)!.type]))).toMatchObject({
      'bigint unsigned': 'number', 'int(6) zerofill': 'text', float: 'number', datetime: 'datetime', 'timestamp null': 'datetime', year: 'text', time: 'text', 'tinyint(1)': 'number', 'bit(1)': 'boolean', json: 'text',
    });
    expect(sales!.columns.map(({ key, title, type, currency }) => [key, title, type, currency])).toEqual([
      ['id', 'Id', 'text', undefined], ['name', 'Customer', 'text', undefined], ['price', 'Price', 'money', 'EUR'], ['qty', 'Qty', 'number', undefined],
      ['ratio', 'Ratio', 'number', undefined], ['sold', 'Sold', 'datetime', undefined], ['due', 'Due', 'date', undefined], ['paid', 'Paid', 'boolean', undefined],
      ['local', 'Local', 'money', undefined], ['currency', 'Currency', 'text', undefined], ['code', 'Code', 'text', undefined], ['done', 'Done', 'boolean', undefined], ['closed', 'Closed', 'date', undefined],
    ]);
  });
});

describe('S0.1 totals over MariaDB', () => {
  const totals = async (columns: string[], filters: Filter[] = []): Promise<unknown> => source.totals(context, await queryOf(source, context, { table: 'sales', columns, filters }));

  it('are exact to the last digit', async () => {
    expect(await totals(['price', 'qty'])).toEqual({ price: '99999999999.99', qty: '4294967301' });
  });

  it('leave out amounts of several currencies, and say them when the filtered rows have one', async () => {
    expect(await totals(['local'])).toEqual({});
    expect(await totals(['local'], [{ column: 'currency', operator: 'eq', value: 'EUR' }])).toEqual({ local: '30.00' });
    expect(await totals(['local'], [{ column: 'currency', operator: 'neq', value: 'EUR' }])).toEqual({});
    expect(await totals(['local'], [{ column: 'id', operator: 'eq', value: '5' }])).toEqual({ local: '5.00' });
    expect(await totals(['local'], [{ column: 'id', operator: 'eq', value: '4' }])).toEqual({});
  });

  it('are not said for identifiers and texts', async () => {
    expect(await totals(['id', 'code', 'name', 'paid'])).toEqual({});
  });
});

describe('S0.1 filters over MariaDB', () => {
  const cases: [column: string, operator: FilterOperator, value: string | undefined, ids: string][] = [
    ['name', 'contains', 'müller', '1,2'], ['name', 'contains', 'muller', ''], ['name', 'contains', '100%', '1'], ['name', 'contains', '_', '2'], ['name', 'contains', '\\', '3'], ['name', 'contains', '%', '1'], ['name', 'contains', 'B|C', '3'],
    ['name', 'eq', 'a\\b|c', '3'], ['name', 'eq', 'A\\b|c', ''], ['name', 'eq', 'a\\b|c ', ''], ['name', 'neq', 'a\\b|c', '1,2,4,5'], ['name', 'empty', undefined, '4,5'], ['name', 'not_empty', undefined, '1,2,3'],
    ['price', 'eq', '0.1', '1'], ['price', 'neq', '0.10', '2,3,4,5'], ['price', 'gt', '0.10', '2,3'], ['price', 'gte', '0.1', '1,2,3'], ['price', 'lt', '0', '5'], ['price', 'lte', '0.20', '1,2,5'],
    ['price', 'empty', undefined, '4'], ['qty', 'eq', '2', '2'], ['qty', 'gt', '1.5', '2,3,5'], ['qty', 'lt', '18446744073709551616', '1,2,3,5'], ['qty', 'eq', '1.0', '1'], ['qty', 'gt', '-1', '1,2,3,5'],
    ['ratio', 'eq', '0.1', '1'], ['ratio', 'lt', '0', '5'],
    ['sold', 'eq', '2026-02-01', '2,3'], ['sold', 'lt', '2026-02-01', '1'], ['sold', 'lte', '2026-02-01', '1,2,3'], ['sold', 'gt', '2026-02-01', '5'], ['sold', 'gte', '2026-02-01', '2,3,5'],
    ['sold', 'eq', '2026-02-01T12:00:00.000Z', '3'], ['sold', 'eq', '2026-02-01T13:00:00+01:00', '3'], ['sold', 'eq', '2026-01-31T23:59:59.999Z', '1'], ['sold', 'gt', '2026-01-31T23:59:59.999Z', '2,3,5'],
    ['sold', 'neq', '2026-02-01', '1,4,5'], ['sold', 'empty', undefined, '4'],
    ['due', 'eq', '2026-02-01', '2'], ['due', 'gt', '2026-01-31', '2,4,5'], ['due', 'empty', undefined, '3'],
    ['paid', 'eq', 'true', '1,4'], ['paid', 'eq', 'false', '2,5'], ['paid', 'neq', 'true', '2,3,5'], ['paid', 'empty', undefined, '3'], ['done', 'eq', 'true', '1,4'], ['done', 'neq', 'true', '2,3,5'],
    ['id', 'eq', '3', '3'], ['id', 'eq', '03', ''], ['id', 'contains', '3', '3'], ['id', 'eq', '99999999999999999999', ''], ['code', 'eq', '7', '1,5'], ['code', 'neq', 'x', '1,2,3,4,5'],
    ['currency', 'eq', 'USD', '3,4'], ['currency', 'eq', 'usd', ''],
    // A zero date is a value, also in a column that is never empty.
    ['closed', 'empty', undefined, ''], ['closed', 'lt', '2026-01-01', '2'],
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
