import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { DEFAULT_POLICY } from '../../src/policies/index.ts';
import { eraseContact } from '../../src/privacy/index.ts';
import { eventually } from '../support/eventually.ts';
import { downloadText, exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { SAM } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

const OTHER = { ...SAM, userId: '502', userEmail: 'olga.other@acme.example' };
const ROWS = 3_000;
let test: TestApp;
let job: Extract<Job, { state: 'ready' }>;

beforeEach(async () => {
  test = await startNumbersApp(numbersSource({ rows: ROWS, parts: 1, batch: 500, skip: 1_234 }));
  const started = await test.ask('start-export', exportRequest());
  job = await jobIn(test, started.job.id, 'ready');
});
afterEach(() => test.close());

async function fileOf(jobId: string): Promise<string> {
  await jobIn(test, jobId, 'ready');
  return downloadText(test, (await test.ask('create-link', { jobId })).url);
}

async function certificateOf(jobId: string): Promise<unknown> {
  const { certificate } = await test.app.context.database.inPortal(PortalId.parse('4711001'), (tx) => tx.artifact.findUniqueOrThrow({ where: { jobId } }));
  return certificate;
}

async function pagePath(): Promise<string> {
  return new URL((await test.ask('create-repair-link', { jobId: job.id })).url).pathname;
}

async function sendBack(path: string, fields: Record<string, string | Blob>): Promise<{ status: number; html: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const response = await fetch(`${test.origin}${path}`, { method: 'POST', body: form });
  return { status: response.status, html: await response.text() };
}

describe('rows that an export left out', () => {
  it('are read again with one click into a file that names the first one (D9, S3.14)', async () => {
    const request = { requestId: randomUUID(), jobId: job.id };
    const [one, again] = await Promise.all([test.ask('repair-export', request), test.ask('repair-export', request)]);
    const repaired = await jobIn(test, one.job.id, 'ready');
    const listed = (await test.ask('list-jobs', {})).jobs;

    expect(again.job.id).toBe(one.job.id);
    expect(await fileOf(repaired.id)).toBe('\uFEFFNumber,Name\r\n1234,name 1234\r\n');
    expect(repaired).toMatchObject({ title: 'Numbers, left-out rows', rows: 1, repairs: job.id, certificate: { complete: true, upstream: 1, skipped: 0 } });
    expect(await certificateOf(repaired.id)).toMatchObject({ repairs: { jobId: job.id, rows: 1, corrected: 0 }, sheets: [{ strategy: { name: 'rows-by-key' } }] });
    expect(listed.find(({ id }) => id === job.id)?.repairedBy).toBe(repaired.id);
    expect((await test.ask('get-job', { jobId: job.id })).job.repairedBy).toBe(repaired.id);
  });

  it('are never taken from a compressed form, which could be anything once unpacked (T49)', async () => {
    const body = gzipSync(`--x\r\nContent-Disposition: form-data; name="pasted"\r\n\r\nKey\tReason\tCorrected key\n1234\twhy\t77\r\n--x--\r\n`);
    const response = await fetch(`${test.origin}${await pagePath()}`, { method: 'POST', body, headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-encoding': 'gzip' } });

    expect([response.status >= 400 && response.status < 500, (await response.text()).includes('Support code')]).toEqual([true, true]);
    expect((await test.ask('list-jobs', {})).jobs).toHaveLength(1);
  });

  it('are refused with what is wrong in a list and where, in the reader’s language, and nothing is begun (D9, T49)', async () => {
    const path = await pagePath();
    const english = (csv: string | Blob): Promise<{ status: number; html: string }> => sendBack(path, { file: new Blob([csv]) });
    const form = new FormData();
    form.set('file', new Blob(['Key,Reason,Corrected key\r\n1234,why,"77\r\n']));
    const german = await fetch(`${test.origin}${path}`, { method: 'POST', body: form, headers: { 'accept-language': 'de' } });
    const large = await english(new Blob([`Key,Reason,Corrected key\n${'x'.repeat(25_100_000)}`]));
    const quoted = await english('Key,Reason,Corrected key\n1234,"why" not,77\n');
    const noForm = await fetch(`${test.origin}${path}`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });

    expect(await german.text()).toContain('Die Liste ist beschädigt: Ein Anführungszeichen in Zeile 2 wird nie geschlossen.');
    expect([large.status, large.html.includes('The list is larger than 25 MB.')]).toEqual([400, true]);
    expect(quoted.html).toContain('The list is damaged: line 2 has a quotation mark where none may stand.');
    expect(noForm.status).toBe(400);
    expect((await test.ask('list-jobs', {})).jobs).toHaveLength(1);
  });

  it('go out as a list with the reason, and come back under corrected keys, by upload or by paste (D9, S3.14)', async () => {
    const path = await pagePath();
    const page = await (await fetch(`${test.origin}${path}`)).text();
    // Response.text() drops the byte order mark that spreadsheets need.
    const list = Buffer.from(await (await fetch(`${test.origin}${path}/list-0.csv`)).arrayBuffer()).toString('utf8');
    const corrected = list.replace('1234,deleted during the read,,', '1234,deleted during the read,77,');
    const uploaded = await sendBack(path, { file: new Blob([corrected], { type: 'text/csv' }), pasted: '' });
    const repeated = await sendBack(path, { file: new Blob([corrected], { type: 'text/csv' }), pasted: '' });
    const pasted = await sendBack(path, { pasted: 'Key\tReason\tCorrected key\n1234\twhy\t999999' });
    const repairs = (await test.ask('list-jobs', {})).jobs.filter(({ repairs: of }) => of === job.id);

    expect(page).toContain('1 row was left out of “Numbers”');
    expect(page).not.toContain('<script');
    expect(list).toMatch(/^\uFEFFKey,Reason,Corrected key,Number \[n\],Name \[name\],Mark \(do not change\)\r\n1234,deleted during the read,,1234,name 1234,0\.0\.[\w.~-]+\r\n$/);
    expect([uploaded.status, repeated.status, pasted.status]).toEqual([200, 200, 200]);
    expect(repairs).toHaveLength(2);
    const files = await Promise.all(repairs.map(async ({ id }) => [id, await fileOf(id)] as const));
    const [right, wrong] = [files.find(([, text]) => text.includes('name 77'))!, files.find(([, text]) => !text.includes('name'))!];
    expect(right[1]).toBe('\uFEFFNumber,Name\r\n77,name 77\r\n');
    expect(await certificateOf(right[0])).toMatchObject({ repairs: { rows: 1, corrected: 1 }, complete: true });
    // A key that no row has is told, never passed over.
    expect(await certificateOf(wrong[0])).toMatchObject({ complete: false, rows: { skipped: 1 }, sheets: [{ skipped: [{ key: '999999', reason: expect.stringContaining('not there any more') }] }] });
  });

  it('come back only as rows that were left out: a list with others is refused (T13)', async () => {
    const path = await pagePath();
    const foreign = await sendBack(path, { pasted: 'Key,Reason,Corrected key\n1234,,\n5,,' });
    const broken = await sendBack(path, { pasted: 'Number,Name\n1,2' });

    expect(foreign.html).toContain('names a row that this export did not leave out');
    expect(broken.html).toContain('must name the columns');
    expect((await test.ask('list-jobs', {})).jobs).toHaveLength(1);
  });

  it('are nobody else’s, and no longer theirs who may not export the table any more (T13, T17, T53)', async () => {
    const { job: hers } = await test.ask('start-export', exportRequest(), OTHER);
    await eventually(async () => (await test.ask('get-job', { jobId: hers.id }, OTHER)).job.state === 'ready');
    const path = new URL((await test.ask('create-repair-link', { jobId: hers.id }, OTHER)).url).pathname;
    const link = (await test.ask('create-link', { jobId: job.id })).url.split('/').at(-1)!;
    const others = await Promise.all([test.call('repair-export', { requestId: randomUUID(), jobId: job.id }, OTHER), test.call('create-repair-link', { jobId: job.id }, OTHER)]);
    const forged = await fetch(`${test.origin}/repairs/${link}`);
    const { version } = await test.ask('get-settings', {});
    await test.ask('save-settings', { version, policy: { ...DEFAULT_POLICY, rules: [{ about: 'export', who: { kind: 'user', userId: OTHER.userId, name: 'Olga' }, connection: 'hubspot', table: 'numbers', scope: null, effect: 'deny' }] } });
    const withdrawn = await fetch(`${test.origin}${path}/list-0.csv`);
    const clicked = await test.call('repair-export', { requestId: randomUUID(), jobId: hers.id }, OTHER);

    for (const { reply } of others) expect(reply).toMatchObject({ ok: false, error: { code: 'job.unknown' } });
    expect(await forged.text()).toContain('This link does not work');
    expect(await withdrawn.text()).not.toContain('1234');
    expect(clicked.reply).toMatchObject({ ok: false, error: { code: 'access.refused' } });
  });

  it('are there only where an export left some out', async () => {
    const { job: repaired } = await test.ask('repair-export', { requestId: randomUUID(), jobId: job.id });
    await jobIn(test, repaired.id, 'ready');
    const { reply } = await test.call('repair-export', { requestId: randomUUID(), jobId: repaired.id });

    expect(reply).toMatchObject({ ok: false, error: { code: 'job.wrong_state' } });
  });

  it('do not keep the id of a contact that was erased for privacy (T63)', async () => {
    const { job: repaired } = await test.ask('repair-export', { requestId: randomUUID(), jobId: job.id });
    await eraseContact(test.app.context, { portalId: PortalId.parse('4711001'), contactId: '1234' });

    const kept = await test.app.context.database.inPortal(PortalId.parse('4711001'), (tx) => tx.export.findUniqueOrThrow({ where: { jobId: repaired.id } }));
    expect(JSON.stringify(kept.repair)).not.toContain('1234');
  });
});
