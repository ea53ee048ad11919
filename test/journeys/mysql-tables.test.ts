import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableQuery } from '#contract';
import { addConnection } from '../../src/connections/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { run } from '../sources/mysql/harness.ts';
import { installApp } from '../support/install-app.ts';
import { downloadText, jobIn } from '../support/numbers-app.ts';
import { startMariaDb } from '../support/start-mariadb.ts';
import type { MariaDb, MariaDbDatabase } from '../support/start-mariadb.ts';
import { SAM, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const ORDERS = 60_000;
let world: TestHubSpot;
let server: MariaDb;
let shop: MariaDbDatabase;
let test: TestApp;
let acme: TableQuery['record'];

beforeAll(async () => {
  [world, server] = await Promise.all([startTestHubSpot(20), startMariaDb()]);
  shop = await server.createDatabase();
  await run(shop.url, `
    create table customers (id bigint primary key, domain varchar(100));
    create table orders (id bigint unsigned primary key, customer_id bigint, number varchar(20) character set latin1, gross decimal(12,2), ordered_at datetime(6), shipped date, note text, paid tinyint(1), index (customer_id));
    insert into customers select seq, if(seq = 7, 'acme.example', concat('shop', seq, '.example')) from seq_1_to_600;
    set session sql_mode = '';
    insert into orders select seq, seq % 600 + 1, concat('SÖ-', lpad(seq, 7, '0')), seq * 7 % 100000 / 100 - 100, timestamp '2026-01-01 00:00:00.123456' + interval seq minute,
      if(seq % 13 = 0, '0000-00-00', date '2026-01-01' + interval seq % 300 day), case when seq % 11 = 0 then 'two\\nlines; "quoted", =1+1 👍' when seq % 7 = 0 then null when seq % 5 = 0 then '' else concat('note ', seq) end, seq % 2
    from seq_1_to_${ORDERS}`);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test);
  const through = { table: 'customers', key: 'id', match: 'domain' };
  await connectByCommand('Shop', shop.url, {
    tables: [{
      key: 'orders', title: 'Shop orders', table: 'orders', rowKey: 'id', portal: true,
      columns: [{ column: 'id' }, { column: 'number' }, { column: 'gross', type: 'money', currency: 'EUR' }, { column: 'ordered_at' }, { column: 'shipped' }, { column: 'note' }, { column: 'paid', type: 'boolean' }],
      links: [{ objectTypeId: '0-2', property: 'domain', column: 'customer_id', through }],
    }],
  });
  acme = { objectTypeId: '0-2', objectId: String(world.special.companyId) };
});
afterAll(async () => {
  await test?.close();
  await world?.close();
  await server?.close();
});

/** As the README has it. */
async function connectByCommand(name: string, url: string, mapping: object): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'siderail-tables-'));
  await writeFile(join(folder, 'tables.json'), JSON.stringify(mapping));
  const said = execFileSync(process.execPath, ['server/cli/add-connection.ts', '--portal', SAM.portalId, '--name', name, '--url', url, '--tables', join(folder, 'tables.json')], {
    env: { ...process.env, ...test.environment }, encoding: 'utf8',
  });
  await rm(folder, { recursive: true });
  if (!said.includes('is ready')) throw new Error(said);
}

/** What MariaDB's own command line says, row by row; \N is null. */
function clientSays(sql: string): string[][] {
  const url = new URL(shop.url);
  const args = ['--no-defaults', `-h${url.hostname}`, `-P${url.port}`, `-u${url.username}`, `-p${url.password}`, '--default-character-set=utf8mb4', '--batch', '--skip-column-names', '--quick', shop.name, '-e', sql];
  const written = execFileSync(server.client, args, { encoding: 'utf8', maxBuffer: 100_000_000 });
  const unescaped: Record<string, string> = { n: '\n', t: '\t', '0': '\0', '\\': '\\' };
  return written.trimEnd().split('\n').map((line) => line.split('\t').map((cell) => (cell === 'NULL' ? '' : cell.replaceAll(/\\(.)/g, (_, sign: string) => unescaped[sign] ?? sign))));
}

/** Cells as a person reads them in the file: an apostrophe before what a spreadsheet would run is not part of the value. */
const plain = (rows: readonly string[][]): string[][] => rows.map((row) => row.map((cell) => cell.replace(/^'(?=\s*[=+\-@\t\r])/, '')));

const COLUMNS = ['id', 'number', 'gross', 'ordered_at', 'shipped', 'note', 'paid'];
const AS_IN_FILE = `id, number, gross, date_format(ordered_at, '%Y-%m-%dT%H:%i:%s.123'), shipped, note, if(paid, 'true', 'false')`;

describe('a table of MariaDB on a company', () => {
  it('shows that company’s rows, filtered, sorted and with exact totals (S0.1, S0.2)', async () => {
    const query: TableQuery = { record: acme, tableId: 'shop:orders@record', columns: ['id', 'gross'], filters: [{ column: 'note', operator: 'contains', value: 'NOTE' }], sort: { column: 'gross', direction: 'descending' } };

    const page = await test.ask('view-table', { query, pageSize: 10 });

    const belongs = `from orders where customer_id in (select id from customers where domain = 'acme.example') and note like 'note%'`;
    expect(page.rows.map((row) => row.cells)).toEqual(clientSays(`select id, gross ${belongs} order by gross desc, id desc limit 10`));
    expect([[String(page.totalRows), page.totals?.['gross']]]).toEqual(clientSays(`select count(*), sum(gross) ${belongs}`));
  });

  it('exports 60,000 rows side by side, cell by cell what MariaDB’s own client says (S0.3, S0.10)', async () => {
    const { job } = await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: { record: acme, tableId: 'shop:orders@portal', columns: COLUMNS, filters: [] } });
    await jobIn(test, job.id, 'ready');
    const { url } = await test.ask('create-link', { jobId: job.id });

    const rows = parse(await downloadText(test, url), { bom: true, from_line: 2, relax_column_count: false }) as string[][];

    const wanted = clientSays(`select ${AS_IN_FILE} from orders order by id`);
    expect(rows).toHaveLength(ORDERS);
    expect(plain(rows).findIndex((row, at) => JSON.stringify(row) !== JSON.stringify(wanted[at]))).toBe(-1);
  });

  it('that is down says so without its address or password, and HubSpot’s own tables are still there (S0.20, T40)', async () => {
    const nowhere = new URL(shop.url);
    nowhere.port = '9';
    await addConnection(test.app.context, PortalId.parse(SAM.portalId), {
      key: 'down', name: 'Down', sourceKey: 'mysql', config: { url: nowhere.toString(), tables: [{ key: 'orders', title: 'Orders', table: 'orders', rowKey: 'id', portal: true }] },
    });

    const listed = await test.ask('list-tables', { record: acme });
    const viewed = await test.call('view-table', { query: { record: acme, tableId: 'down:orders@portal', columns: [], filters: [] } });

    expect(listed.tables.some((table) => table.id.startsWith('hubspot:'))).toBe(true);
    expect(listed.tables.some((table) => table.id.startsWith('shop:'))).toBe(true);
    expect(viewed.reply).toMatchObject({ ok: false, error: { code: 'source.unavailable' } });
    expect(JSON.stringify([listed.problems, viewed.reply])).not.toMatch(/hunter2|127\.0\.0\.1|localhost|ECONN|test_/);
  });
});
