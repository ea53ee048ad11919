import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { applyMigrations } from '../../src/core/db/apply-migrations.ts';
import { createEmptyDatabase } from '../support/test-database.ts';

const MIGRATIONS = join(import.meta.dirname, '..', '..', 'prisma', 'migrations');
/** The state that was running before an export could hold several tables. */
const BEFORE = ['20261122000000_first', '20261122190000_export_options'];
const JOB = '00000000-0000-4000-8000-000000000001';

it('an export that is under way when the tables change keeps what it reads, its checkpoint, its chunks and its place in line', async () => {
  const database = await createEmptyDatabase();
  const older = mkdtempSync(join(tmpdir(), 'siderail-older-'));
  const client = new Client({ connectionString: database.url });
  try {
    for (const name of BEFORE) cpSync(join(MIGRATIONS, name), join(older, name), { recursive: true });
    await applyMigrations({ databaseUrl: database.url, directory: older });
    await client.connect();
    await client.query(`begin; select set_config('app.portal_id', '62', true);
      insert into jobs (id, portal_id, kind, state, lane, phase, title, user_id, user_email, request_id, request_sha256)
        values ('${JOB}', 62, 'export', 'queued', 'background', 'reading', 'All deals', '501', 'sam@acme.example', 'request-0000000001', 'x');
      insert into exports (job_id, portal_id, table_id, source_title, format, query, columns, plan) values ('${JOB}', 62, 'hubspot:deals@portal', 'HubSpot', 'csv', '{}', '[]', '{"parts":["a"]}');
      insert into export_parts (job_id, part, portal_id, cursor, next_seq) values ('${JOB}', 0, 62, 'behind 7', 1);
      insert into chunks (job_id, part, seq, portal_id, file_key, rows, upstream, calls, bytes, sha256, skipped) values ('${JOB}', 0, 0, 62, 'k', 7, 7, 1, 70, 'y', '[]');
      commit`);

    const applied = await applyMigrations({ databaseUrl: database.url, directory: MIGRATIONS });

    expect(applied).toEqual(readdirSync(MIGRATIONS).filter((name) => name.startsWith('2') && !BEFORE.includes(name)).sort());
    await client.query(`select set_config('app.portal_id', '62', false)`);
    const one = async (sql: string): Promise<unknown> => (await client.query<Record<string, unknown>>(sql)).rows;
    expect(await one('select sheet, title, table_id, source_title, plan, role from export_sheets')).toEqual([
      { sheet: 0, title: 'All deals', table_id: 'hubspot:deals@portal', source_title: 'HubSpot', plan: { parts: ['a'] }, role: { kind: 'table' } },
    ]);
    expect(await one('select sheet, part, cursor, next_seq from export_parts')).toEqual([{ sheet: 0, part: 0, cursor: 'behind 7', next_seq: 1 }]);
    expect(await one('select sheet, part, seq, rows from chunks')).toEqual([{ sheet: 0, part: 0, seq: 0, rows: 7 }]);
    expect(await one('select job_id from job_line')).toEqual([{ job_id: JOB }]);
    await client.query(`select set_config('app.portal_id', '63', false)`);
    expect(await one('select job_id from export_sheets')).toEqual([]);
  } finally {
    await client.end();
    await database.drop();
    rmSync(older, { recursive: true, force: true });
  }
});
