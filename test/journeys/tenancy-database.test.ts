import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkIsolation, openDatabase } from '../../src/core/db/index.ts';
import type { Database } from '../../src/core/db/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { TestDatabase } from '../support/test-database.ts';

const A = PortalId.parse('4711001');
const B = PortalId.parse('4711002');
let made: TestDatabase;
let admin: pg.Client;
beforeAll(async () => {
  made = await createTestDatabase();
  admin = new pg.Client({ connectionString: made.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await made?.drop();
});

async function opened<T>(max: number, work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase({ url: made.url, max, silentMs: 60_000, onError: () => undefined });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Every table with rows of a portal, from the catalogue: a new one is among them without anybody's doing. */
async function portalTables(): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'portal_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relforcerowsecurity order by 1`);
  return rows.map(({ name }) => name);
}

type ColumnOf = { readonly name: string; readonly type: string; readonly checks: string | null; readonly generated: boolean };

async function columnsOf(table: string): Promise<ColumnOf[]> {
  const { rows } = await admin.query<ColumnOf>(`select a.attname as name, format_type(a.atttypid, null) as type, (d.oid is not null) as generated,
      (select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'c' and a.attnum = any (k.conkey)) as checks
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull order by a.attnum`, [`public.${table}`]);
  return rows;
}

/** A value the column takes, whatever it means. */
function valueFor({ name, type, checks }: ColumnOf, portal: string): unknown {
  if (name === 'portal_id') return portal;
  const allowed = /'([^']+)'::text/.exec(checks ?? '')?.[1];
  if (type === 'text') return allowed !== undefined && !checks!.includes('~') ? allowed : 'a';
  if (type === 'uuid') return randomUUID();
  if (type.startsWith('timestamp') || type === 'date') return new Date();
  if (type === 'jsonb') return '{}';
  if (type === 'boolean') return false;
  if (type === 'bytea') return Buffer.from('a');
  return type.endsWith('[]') ? [] : 1;
}

async function insertInto(client: { query(sql: string, values: unknown[]): Promise<unknown> }, table: string, portal: string): Promise<void> {
  const columns = (await columnsOf(table)).filter(({ generated }) => !generated);
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  await client.query(`insert into "${table}" (${names}) values (${columns.map((_, at) => `$${at + 1}`).join(', ')})`, columns.map((column) => valueFor(column, portal)));
}

describe('row-level security, table by table from the catalogue', () => {
  it('shows, changes, deletes and takes nothing of another portal, nor anything without one, in every table (T14)', async () => {
    // A row of A in every table: without one an empty answer would prove nothing.
    await admin.query('set session_replication_role = replica');
    const tables = await portalTables();
    expect(tables.length).toBeGreaterThanOrEqual(15);
    for (const table of tables) await insertInto(admin, table, A);
    await admin.query('set session_replication_role = origin');

    const client = new pg.Client({ connectionString: made.url });
    await client.connect();
    for (const table of tables) {
      expect((await admin.query(`select 1 from "${table}" where portal_id = $1`, [A])).rowCount, table).toBe(1);
      for (const portal of [B, '']) {
        await client.query('begin');
        await client.query(`select set_config('app.portal_id', $1, true)`, [portal]);
        expect((await client.query(`select 1 from "${table}"`)).rowCount, `${table} read as “${portal}”`).toBe(0);
        expect((await client.query(`update "${table}" set portal_id = portal_id`)).rowCount, `${table} changed as “${portal}”`).toBe(0);
        expect((await client.query(`delete from "${table}"`)).rowCount, `${table} deleted as “${portal}”`).toBe(0);
        await expect(insertInto(client, table, A), `${table} written as “${portal}”`).rejects.toThrow(/row-level security/);
        await client.query('rollback');
      }
    }
    await client.end();
  });
});

describe('one connection for everybody', () => {
  it('carries no portal into the next request, through 10,000 of them, some failing, some broken off by the server (T15)', async () => {
    for (const [portal, user] of [[A, '501'], [B, '601']] as const) await admin.query(`insert into audit_log (portal_id, user_id, action, subject, details) values ($1, $2, 'test.seen', 's', '{}')`, [portal, user]);
    await opened(1, async (database) => {
      const wrong: string[] = [];
      const requests = 10_000;
      for (let from = 0; from < requests; from += 50) {
        await Promise.all(Array.from({ length: 50 }, async (_, at) => {
          const round = from + at;
          const portal = round % 2 === 0 ? A : B;
          const user = portal === A ? '501' : '601';
          // Most are the app's own transactions; some of what stands between them has no portal and may see nothing.
          if (round % 5 === 4) {
            const { rowCount } = await database.pool.query('select 1 from audit_log');
            if (rowCount !== 0) wrong.push(`without a portal: ${rowCount} rows`);
            return;
          }
          if (round % 10 === 1 || round % 10 === 8) {
            const seen = await database.readInPortal<{ user_id: string }>(portal, `select user_id from audit_log where action = 'test.seen' and 1 / $1::integer >= 0`, [round % 50 === 21 ? 0 : 1]).catch(() => null);
            if (seen !== null && (seen.length !== 1 || seen[0]!.user_id !== user)) wrong.push(`${portal}, reading: ${JSON.stringify(seen)}`);
            return;
          }
          await database.inPortal(portal, async (tx) => {
            const seen = await tx.$queryRaw<{ user_id: string }[]>`select user_id from audit_log where action = 'test.seen'`;
            if (seen.length !== 1 || seen[0]!.user_id !== user) wrong.push(`${portal}: ${JSON.stringify(seen)}`);
            if (round % 10 === 3) throw new Error('given up');
            if (round % 10 === 7) await tx.$queryRaw`select 1 / 0`;
            if (round % 500 === 11) {
              const [{ pid }] = await tx.$queryRaw<[{ pid: number }]>`select pg_backend_pid() as pid`;
              setTimeout(() => void admin.query('select pg_cancel_backend($1)', [pid]), 20);
              await tx.$queryRaw`select pg_sleep(20)::text`;
            }
          }).catch(() => undefined);
        }));
      }
      expect(wrong).toEqual([]);
    });
  }, 240_000);
});

describe('the start of a process', () => {
  async function refuses(url: string): Promise<string> {
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    try {
      await checkIsolation(pool);
      return 'it started';
    } catch (error) {
      return (error as Error).message;
    } finally {
      await pool.end();
    }
  }

  it('is refused to a role that can look past row-level security (T16)', async () => {
    const role = `bypass_${randomUUID().replaceAll('-', '')}`;
    await admin.query(`create role ${role} login password 'bypass' bypassrls`);
    const url = new URL(made.url);
    url.username = role;
    url.password = 'bypass';
    try {
      expect(await refuses(made.adminUrl)).toContain('can bypass row-level security');
      expect(await refuses(url.toString())).toContain(`${role} can bypass row-level security`);
      expect(await refuses(made.url)).toBe('it started');
    } finally {
      await admin.query(`drop role ${role}`);
    }
  });

  it.each([
    ['no forced security', 'alter table jobs no force row level security', 'alter table jobs force row level security', 'jobs'],
    ['security switched off', 'alter table chunks disable row level security', 'alter table chunks enable row level security', 'chunks'],
    ['a new table without any', 'create table forgotten (portal_id bigint)', 'drop table forgotten', 'forgotten'],
    ['a rule that lets everybody in', 'create policy open_door on notices using (true)', 'drop policy open_door on notices', 'notices'],
  ])('is refused with %s, and says which table (T16)', async (_what, breach, mend, table) => {
    await admin.query(breach);
    try {
      expect(await refuses(made.url)).toMatch(new RegExp(`without forced row-level security: .*${table}|let another portal in: .*${table}`));
    } finally {
      await admin.query(mend);
    }
    expect(await refuses(made.url)).toBe('it started');
  });
});
