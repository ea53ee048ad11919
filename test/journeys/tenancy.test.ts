import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reply, RouteName } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { insertJob } from '../../src/jobs/index.ts';
import { exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { SAM } from '../support/start-test-app.ts';
import type { TestApp, } from '../support/start-test-app.ts';

const EVE = { portalId: '4711002', userId: '501', userEmail: 'eve@other.example' };
const COLLEAGUE = { ...SAM, userId: '502', userEmail: 'ada.admin@acme.example' };
let test: TestApp;
let jobId: string;
beforeAll(async () => {
  test = await startNumbersApp(numbersSource({ rows: 300, parts: 1, batch: 100 }));
  await test.pretendInstalled(EVE.portalId);
  jobId = (await test.ask('start-export', exportRequest())).job.id;
  await jobIn(test, jobId, 'ready');
});
afterAll(async () => test?.close());

/** The routes that take no more than a job's id; all routes and all ids are in tenancy-matrix.test.ts. */
const WITH_JOB: RouteName[] = ['get-job', 'cancel-job', 'retry-job', 'finish-partial', 'create-link', 'list-links', 'revoke-links'];

function error(reply: Reply<unknown>): object {
  if (reply.ok) throw new Error('it was answered');
  const { supportCode: _differs, ...rest } = reply.error;
  return rest;
}

describe('an id of another portal, another person or nobody', () => {
  it.each(WITH_JOB)('gets the very same answer from %s (T13, T21)', async (route) => {
    const unknown = error((await test.call(route, { jobId: randomUUID() }, SAM)).reply);

    expect(error((await test.call(route, { jobId }, EVE)).reply)).toEqual(unknown);
    expect(error((await test.call(route, { jobId }, COLLEAGUE)).reply)).toEqual(unknown);
    expect(error((await test.call(route, { jobId: randomUUID() }, EVE)).reply)).toEqual(unknown);
  });

  it('shows nobody else’s jobs in the inbox (T13)', async () => {
    expect((await test.ask('list-jobs', {}, EVE)).jobs).toEqual([]);
    expect((await test.ask('list-jobs', {}, COLLEAGUE)).jobs).toEqual([]);
    expect((await test.ask('list-jobs', {}, SAM)).jobs).toHaveLength(1);
  });

  it('lets two portals use the same request id without meeting (T19)', async () => {
    const request = exportRequest();
    const mine = await test.ask('start-export', request, SAM);
    const hers = await test.ask('start-export', request, EVE);

    expect(hers.job.id).not.toBe(mine.job.id);
  });
});

describe('the second wall, in the database', () => {
  it('shows another portal none of the rows and lets it change none, in every table that has portals (T14)', async () => {
    const { database } = test.app.context;
    const tables = await database.pool.query<{ name: string }>(`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'portal_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not in ('request_budget', 'job_line', 'sweep_line', 'webhook_line', 'workflow_line') order by 1`);
    expect(tables.rows.length).toBeGreaterThan(10);
    for (const { name } of tables.rows) {
      const none = await database.pool.query(`select 1 from "${name}"`);
      expect(none.rowCount, name).toBe(0);
      const seen = await database.inPortal(PortalId.parse(EVE.portalId), (tx) => tx.$queryRawUnsafe<unknown[]>(`select 1 from "${name}" where portal_id <> 4711002`));
      expect(seen, name).toEqual([]);
      const changed = await database.inPortal(PortalId.parse(EVE.portalId), (tx) => tx.$executeRawUnsafe(`delete from "${name}" where portal_id = 4711001`));
      expect(changed, name).toBe(0);
    }
    expect((await test.ask('get-job', { jobId })).job.state).toBe('ready');
  });

  it('has one view across portals, the line of jobs, and that shows ids and times only (T14)', async () => {
    const { pool } = test.app.context.database;
    const views = await pool.query<{ name: string }>(`select attname as name from pg_attribute where attrelid = 'view_line'::regclass and attnum > 0 order by 1`);
    expect(views.rows.map((row) => row.name)).toEqual(['held_until', 'job_id', 'portal', 'ready_at', 'waits_since']);
    const compared = await pool.query<{ name: string }>(`select attname as name from pg_attribute where attrelid = any (array['portal_line', 'line_changes']::regclass[]) and attnum > 0 order by attrelid, attnum`);
    expect(compared.rows.map((row) => row.name).sort()).toEqual(['has_run', 'id', 'look_at', 'portal', 'portal', 'running', 'turn', 'waiting_since']);
    const columns = await pool.query<{ name: string }>(`select attname as name from pg_attribute where attrelid = 'job_line'::regclass and attnum > 0 order by 1`);
    expect(columns.rows.map((row) => row.name)).toEqual(['asked_at', 'claimed_at', 'gave_way_at', 'has_run', 'held_until', 'job_id', 'lane', 'portal_id', 'ready_at', 'waits_since']);

    const waits = randomUUID();
    await test.app.context.database.inPortal(PortalId.parse(EVE.portalId), (tx) => insertJob(tx, {
      id: waits, portalId: PortalId.parse(EVE.portalId), kind: 'nobody-works-it', lane: 'background', title: 'Secret', userId: '501', userEmail: EVE.userEmail, requestId: randomUUID(), requestSha256: '', rowsTotal: null,
    }));
    const claimed = await pool.query('select * from claim_next_job(9, false, 60)');

    // The worker of this test may have been faster; the claim itself never says more than this.
    for (const row of claimed.rows) expect(row).toEqual({ claimedPortal: EVE.portalId, claimedJob: waits, claimedFence: expect.any(Number) });
    expect(claimed.fields.map(({ name }) => name)).toEqual(['claimedPortal', 'claimedJob', 'claimedFence']);
    for (let round = 0; round < 20; round += 1) expect((await pool.query('select 1 from jobs')).rowCount).toBe(0);
  });

  it('carries no portal over to the next user of a pooled connection, also after an error (T15)', async () => {
    const { database } = test.app.context;
    for (let round = 0; round < 50; round += 1) {
      await database.inPortal(PortalId.parse(SAM.portalId), async (tx) => { await tx.job.findMany(); if (round % 2 === 0) throw new Error('broken off'); }).catch(() => undefined);
      expect((await database.pool.query('select 1 from jobs')).rowCount).toBe(0);
    }
  });
});

describe('a link to a file', () => {
  it('is worth nothing when changed, expired, revoked or of another kind (T51, T53)', async () => {
    const { url } = await test.ask('create-link', { jobId });
    const path = new URL(url).pathname;
    const [header, payload, signature] = path.slice('/files/'.length).split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const forge = (change: object): string => Buffer.from(JSON.stringify({ ...claims, ...change })).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const broken = [`${header}.${payload}.${signature.slice(0, -3)}AAA`, `${header}.${forge({ p: '4711002' })}.${signature}`, `${header}.${forge({ exp: 9_999_999_999 })}.${signature}`, `${none}.${payload}.`, 'x', `${header}.${payload}`];
    for (const token of broken) {
      for (const method of ['GET', 'POST']) expect((await fetch(`${test.origin}/files/${token}`, { method })).status, token).toBe(410);
    }
    expect((await fetch(`${test.origin}${path}`)).status).toBe(200);

    await test.app.context.database.inPortal(PortalId.parse(SAM.portalId), (tx) => tx.downloadLink.updateMany({ data: { revokedAt: new Date() } }));
    for (const method of ['GET', 'POST']) expect((await fetch(`${test.origin}${path}`, { method })).status).toBe(410);
  });

  it('survives a mail scanner that opens it twenty times, and every use is written down (T52, D6)', async () => {
    const { url } = await test.ask('create-link', { jobId });
    const path = new URL(url).pathname;
    for (let round = 0; round < 20; round += 1) await fetch(`${test.origin}${path}`, { method: round % 2 === 0 ? 'GET' : 'HEAD' });

    const file = await fetch(`${test.origin}${path}`, { method: 'POST' });

    expect(file.status).toBe(200);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="Numbers-\d{4}-\d{2}-\d{2}\.csv"$/);
    expect(file.headers.get('cache-control')).toBe('no-store');
    await file.arrayBuffer();
    const entries = await test.app.context.database.inPortal(PortalId.parse(SAM.portalId), (tx) => tx.auditEntry.findMany({ where: { action: 'file.downloaded' } }));
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ userId: '501', subject: jobId });
  });
});
