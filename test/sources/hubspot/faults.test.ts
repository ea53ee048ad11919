import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/core/errors/index.ts';
import type { ReadPlan, SourceQuery } from '../../../src/sources/define-source.ts';
import { errorOf } from '../../hubspot/test-gateway.ts';
import { SPECIAL } from '../../../sandbox/hubspot/index.ts';
import { startFakeHubSpot, type FakeHubSpot } from './fake-hubspot.ts';
import { resumeEverywhere } from './resume-everywhere.ts';
import { query, readAll, testSource, type TestSource } from './test-source.ts';

vi.setConfig({ testTimeout: 90_000 });

const CONTACTS = 2_345;
const LIST = '^/crm/objects/2026-09/0-1\\?';
const tooMany = (policyName: string, headers: Record<string, string> = {}) => ({ status: 429, body: { status: 'error', errorType: 'RATE_LIMIT', policyName }, headers });

let fake: FakeHubSpot;
let truth: string[];

beforeAll(async () => {
  fake = await startFakeHubSpot({ contacts: CONTACTS, companies: 20, deals: 60 });
  fake.hubspot.settings.limits = false;
  truth = await idsInStore();
}, 90_000);
afterEach(() => {
  fake.hubspot.settings.faults = [];
});
afterAll(() => fake.close());

async function idsInStore(): Promise<string[]> {
  const { rows } = await fake.pool.query<{ id: string }>(`select id::text from hubspot.records where object_type = '0-1' and archived_at is null order by id`);
  return rows.map(({ id }) => id);
}

async function planned(options: Partial<Parameters<typeof testSource>[1]> = {}): Promise<{ test: TestSource; of: SourceQuery; plan: ReadPlan }> {
  const test = testSource(fake.url, { token: fake.token, rules: { rowsForParts: 500 }, ...options });
  const of = await query(test, 'contacts', { columns: ['hs_object_id', 'email'] });
  return { test, of, plan: await test.source.plan(test.context, of) };
}

/** What was read before the failure, which begins behind the first batch, and, from the last cursor on, what came after it. */
async function readThroughFailure({ test, of, plan }: Awaited<ReturnType<typeof planned>>, strike: () => void, mend: () => void): Promise<{ ids: string[]; error: AppError }> {
  const ids: string[] = [];
  let error: AppError | null = null;
  for (const part of plan.parts) {
    let cursor: string | null = null;
    const read = async (): Promise<void> => {
      for await (const batch of test.source.read(test.context, of, part, cursor)) {
        ids.push(...batch.rows.map((row) => row[0] ?? ''));
        cursor = batch.cursor;
        if (error === null) strike();
      }
    };
    try {
      await read();
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      error = thrown;
      mend();
      await read();
    }
  }
  if (error === null) throw new Error('nothing failed');
  return { ids, error };
}

describe('what passes costs no row and doubles none', () => {
  it.each([
    ['F6 60 % of the answers are 429', 20, tooMany('TEN_SECONDLY_ROLLING')],
    ['F6 429 without headers and body', 12, { status: 429 }],
    ['F6 429 of the second', 12, tooMany('SECONDLY', { 'retry-after': '1' })],
    ['F6 429 with Retry-After in milliseconds', 12, tooMany('TEN_SECONDLY_ROLLING', { 'retry-after': '1500' })],
    ['F6 423 locked', 12, { status: 423, headers: { 'retry-after': '2' } }],
    ['F6 477 with Retry-After in seconds', 12, { status: 477, headers: { 'retry-after': '20' } }],
    ['F6 503 with Retry-After', 4, { status: 503, headers: { 'retry-after': '3' } }],
    ['F7 HTML with status 200', 4, { status: 200, body: '<html>maintenance</html>' }],
    ['F7 a connection reset mid-body', 4, 'reset-mid-body'],
    ['F7 JSON cut off', 4, 'truncate'],
    // No more than the repeats that one call is given, should all of them hit the same.
  ] as const)('%s: the file is whole', async (_name, times, then) => {
    const { test, of, plan } = await planned();
    fake.hubspot.settings.faults = [{ match: { path: LIST }, rate: 0.6, times, then }];

    expect((await readAll(test, of, plan)).ids).toEqual(truth);
  });

  it('F8 an upstream that hangs is given up and asked again', async () => {
    const { test, of, plan } = await planned({ timeoutMs: 400 });
    fake.hubspot.settings.faults = [{ match: { path: LIST }, times: 2, then: 'hang' }];

    expect((await readAll(test, of, plan)).ids).toEqual(truth);
  });

  it('F9 a token that runs out in the middle is renewed, and the file is whole', async () => {
    let refreshed = 0;
    const { test, of, plan } = await planned({ refresh: async () => {
      refreshed += 1;
      if (refreshed === 1) throw new AppError('hubspot.unavailable', { detail: 'token endpoint not reached' });
      return fake.token;
    } });
    fake.hubspot.settings.faults = [{ match: { path: LIST }, times: 3, then: { status: 401, body: { category: 'EXPIRED_AUTHENTICATION' } } }];

    expect((await readAll(test, of, plan)).ids).toEqual(truth);
    expect(refreshed).toBeGreaterThan(1);
  });
});

describe('what lasts stops the read with its reason, and it goes on from where it was', () => {
  it.each([
    ['F6 a daily limit', tooMany('DAILY'), 'hubspot.rate_limited'],
    ['F6 a migration of hours', { status: 477, headers: { 'retry-after': '7200' } }, 'hubspot.unavailable'],
    ['F7 a storm of 5xx', 'html-502', 'hubspot.unavailable'],
    ['F9 a grant that is gone', { status: 401, body: { category: 'INVALID_AUTHENTICATION' } }, 'portal.needs_reauth'],
    ['F11 access taken away', { status: 403, body: { category: 'MISSING_SCOPES' } }, 'hubspot.missing_scope'],
  ] as const)('%s', async (_name, then, code) => {
    const made = await planned({ rules: { rowsForParts: 5_000 } });
    const faults = (some: typeof fake.hubspot.settings.faults) => () => {
      fake.hubspot.settings.faults = some;
    };

    const { ids, error } = await readThroughFailure(made, faults([{ match: { path: LIST }, then }]), faults([]));

    expect(error.code).toBe(code);
    expect(ids).toEqual(truth);
  });

  it('F6 a daily limit says when to come again', async () => {
    const { test, of, plan } = await planned();
    fake.hubspot.settings.faults = [{ match: { path: LIST }, then: tooMany('DAILY') }];

    expect((await errorOf(readAll(test, of, plan))).retry).toEqual({ afterMs: 900_000 });
  });
});

describe('F10 records that change while they are read', () => {
  it('merged ones: what was merged away comes at most once, and what came out of it is in the file', async () => {
    const { test, of, plan } = await planned();
    const losers = [truth[700], truth[1_900]].map((id) => id ?? '');
    let merged = false;

    const rows = await resumeEverywhere(test, of, plan, async () => {
      if (merged) return;
      merged = true;
      await fake.pool.query(`update hubspot.records set archived_at = updated_at where object_type = '0-1' and id = any($1::bigint[])`, [losers]);
      await fake.pool.query(`insert into hubspot.records select (jsonb_populate_record(r, '{"id": 99000000000}')).* from hubspot.records r where object_type = '0-1' and id = $1`, [losers[0]]);
      await fake.pool.query(`update hubspot.records set archived_at = null, properties = properties - 'email' where object_type = '0-1' and id = 99000000000`);
    });
    await fake.pool.query(`delete from hubspot.records where object_type = '0-1' and id = 99000000000`);
    await fake.pool.query(`update hubspot.records set archived_at = null where object_type = '0-1'`);

    const ids = rows.map(([id]) => id ?? '');
    expect(ids).toEqual([...truth.filter((id) => !losers.includes(id) || ids.includes(id)), '99000000000']);
    expect(ids).not.toContain(losers[1]);
    expect(plan.consistency).toContain('merged away before their page was read are not');
  });

  it('F11 one record of a table that HubSpot does not give out: the others are written, it is listed with the reason', async () => {
    const test = testSource(fake.url, { token: fake.token });
    const of = await query(test, 'deals', { record: { objectTypeId: '0-2', objectId: SPECIAL.companyId } });
    const plan = await test.source.plan(test.context, of);
    const { ids } = JSON.parse(plan.parts[0] ?? '{}') as { ids: string[] };
    const results = ids.slice(1).map((id) => ({ id, properties: {} }));
    fake.hubspot.settings.faults = [{ match: { path: '/0-3/batch/read' }, then: { status: 207, body: { results, errors: [{ category: 'MISSING_SCOPES', context: { ids: [ids[0]] } }] } } }];

    const read = await readAll(test, of, plan);

    expect(read.ids).toEqual(ids.slice(1));
    expect(read.skipped).toEqual([{ key: ids[0], reason: 'HubSpot did not give it out: MISSING_SCOPES' }]);
    expect(read.upstream).toBe(ids.length);
  });
});
