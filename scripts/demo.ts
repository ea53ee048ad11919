import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Job, TableQuery } from '#contract';
import { dataDirectory } from './data-directory.ts';
import { checkFile } from './demo/check-file.ts';
import { DEMO_SOURCES } from './demo/origins.ts';
import { portalClient } from './demo/portal-client.ts';
import type { PortalClient } from './demo/portal-client.ts';
import { startStack } from './stack/index.ts';
import type { Stack } from './stack/index.ts';

/**
 * The whole journey without a browser: install, view, quick action, export, mail, download, check against the source.
 * Progress goes to stderr; the last line on stdout is one JSON object.
 */
const { values } = parseArgs({
  options: { source: { type: 'string', default: 'hubspot' }, rows: { type: 'string' }, latency: { type: 'string', default: '250' } },
});
const source = values.source === 'database' || values.source === 'hubspot' ? values.source : usage();
const rows = Number(values.rows ?? (source === 'hubspot' ? 250_000 : 200_000));
const latencyMs = Number(values.latency);
if (!Number.isInteger(rows) || rows < 1 || !Number.isInteger(latencyMs) || latencyMs < 0) usage();

const { portalUrl, report } = await run();
say(`looked at ${portalUrl}`);
process.stdout.write(`${JSON.stringify(report)}\n`);

async function run(): Promise<{ portalUrl: string; report: object }> {
  const sizes = source === 'hubspot' ? { contacts: rows, companies: 2_000, deals: 4_000, orders: 2_000 } : { contacts: 2_000, companies: 2_000, deals: 4_000, orders: rows };
  const stack = await startStack({ dataDir: join(dataDirectory(), 'demo'), ports: 'free', sizes, latencyMs, quiet: true });
  try {
    const portal = portalClient({ portalUrl: stack.portalUrl, webUrl: stack.webUrl, cardOrigin: 'https://api.siderail.example' });
    return { portalUrl: stack.portalUrl, report: await journey(stack, portal) };
  } finally {
    await stack.stop();
  }
}

async function journey(stack: Stack, portal: PortalClient): Promise<object> {
  await portal.install();
  say('installed');
  const record = await findAcme(stack);
  const { tables } = await portal.ask('list-tables', { record });
  say(`tables on ${record.objectId}: ${tables.map(({ title, scope }) => (scope === 'portal' ? `${title} (whole account)` : title)).join(', ')}`);

  const first = tables.find((table) => table.scope === 'record' && table.capabilities.count) ?? tables[0]!;
  const view = { record, tableId: first.id, columns: [], filters: [] };
  const page = await portal.ask('view-table', { query: view });
  say(`first page of ${first.title}: ${page.rows.length} of ${page.totalRows} rows as of ${page.asOf}`);
  const noted = await portal.ask('run-action', { requestId: randomUUID(), name: 'note-snapshot', record, query: view });
  say(noted.message);

  const wanted = DEMO_SOURCES[source];
  const query: TableQuery = { record, tableId: wanted.tableId, columns: wanted.columns, filters: [] };
  const estimate = await portal.ask('estimate-export', { query, format: 'csv' });
  say(`estimate: ${JSON.stringify(estimate)}`);
  await portal.resetStats();
  const before = (await portal.mails()).length;
  const began = performance.now();
  const started = await portal.ask('start-export', { requestId: randomUUID(), query, format: 'csv' });
  const ready = await follow(portal, started.job);
  const seconds = (performance.now() - began) / 1000;
  const { calls, maxCallsInAny10s, rateLimited } = await portal.stats();

  const url = started.link?.url ?? (await linkFromMail(portal, before));
  const landing = await fetch(url);
  if (!landing.ok) throw new Error(`the landing page answered ${landing.status}`);
  const download = await fetch(url, { method: 'POST' });
  if (!download.ok || download.body === null) throw new Error(`the file answered ${download.status}`);
  const file = await checkFile(download.body, wanted.origin(stack));
  if (file.sha256 !== ready.certificate.sha256) throw new Error('the file is not the one in the certificate');
  if (file.rows !== ready.rows || !ready.certificate.complete) throw new Error('the certificate does not match the file');
  const notices = (await portal.ask('get-job', { jobId: ready.id })).job.notices;

  return {
    source, rows: file.rows, seconds: round(seconds), rows_per_second: Math.round(file.rows / seconds), bytes: file.bytes, sha256: file.sha256,
    notices, api_calls: calls, max_calls_in_any_10s: maxCallsInAny10s, rate_limited: rateLimited, peak_rss_mb: peakRss(stack.pid('worker')),
    estimated_seconds: estimate.seconds, lane: ready.lane,
  };
}

async function findAcme(stack: Stack): Promise<TableQuery['record']> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: stack.databases.sandboxUrl });
  await client.connect();
  const found = await client.query<{ id: string }>(`select id::text from hubspot.records where object_type = '0-2' and properties->>'domain' = 'acme.example'`);
  await client.end();
  return { objectTypeId: '0-2', objectId: found.rows[0]!.id };
}

async function follow(portal: PortalClient, job: Job): Promise<Extract<Job, { state: 'ready' }>> {
  for (let now = job, shown = 0; ; ) {
    if (now.state === 'ready') return now;
    if (now.state !== 'queued' && now.state !== 'running') throw new Error(`the export ended as ${JSON.stringify(now)}`);
    if (now.state === 'running' && now.rowsDone - shown >= rows / 10) {
      shown = now.rowsDone;
      say(`${now.phase}: ${now.rowsDone} of ${now.rowsTotal ?? '?'} rows, ${now.secondsLeft ?? '?'} s left`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
    now = (await portal.ask('get-job', { jobId: job.id })).job;
  }
}

/** The link in the mail that came for this export; it is on its way when the job is ready. */
async function linkFromMail(portal: PortalClient, before: number): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const mails = await portal.mails();
    const link = mails.length > before ? /https?:\/\/\S+\/files\/[\w.-]+/.exec(mails[0]!.text)?.[0] : undefined;
    if (link !== undefined) {
      say(`mail: ${mails[0]!.subject}`);
      return link;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no mail came');
}

function peakRss(pid: number | undefined): number | null {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return peak === undefined ? null : Math.round(Number(peak) / 1024);
  } catch {
    // Not every system has /proc.
    return null;
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function say(line: string): void {
  process.stderr.write(`demo: ${line}\n`);
}

function usage(): never {
  process.stderr.write('npm run demo -- [--source hubspot|database] [--rows N] [--latency ms]\n');
  process.exit(2);
}
