import { createHmac } from 'node:crypto';
import pg from 'pg';
import { sandboxApp } from '../scripts/stack/stack-environment.ts';
import { CARD_ORIGIN } from './support/card-client.ts';
import type { Figure, FigureOptions, FigureResult } from './support/figure.ts';
import { measure } from './support/measure.ts';
import { DATABASE_SIZES } from './support/orders.ts';
import { percentile } from './support/percentile.ts';
import { withBenchStack } from './support/with-bench-stack.ts';

const PORTAL = 4_711_001;
const CONNECTIONS = 10;
const EVENTS = 100;
/** Deliveries of one run: 60,000 events. */
const DELIVERIES = 600;
const RUNS = 3;
const PROCESSED_WITHIN_MS = 300_000;
const GOAL_EVENTS = 3_000;
const GOAL_P99_MS = 500;

type Run = { readonly perSecond: number; readonly p99: number; readonly longest: number };

/** HubSpot's events at full pace into the inbox, beside the same rows put into a bare table (G2). */
export const webhooks: Figure = {
  name: 'webhooks',
  title: `webhook events stored over ${CONNECTIONS} connections, ${EVENTS} a delivery, while workers process them`,
  run,
};

async function run({ runs, requests, say }: FigureOptions): Promise<FigureResult> {
  const deliveries = requests ?? DELIVERIES;
  return withBenchStack({ folder: 'database', sizes: DATABASE_SIZES }, async ({ stack }) => {
    const pool = new pg.Pool({ connectionString: stack.databases.siderailUrl, max: CONNECTIONS });
    try {
      await pool.query('create table if not exists bench_bare_events (key text primary key, body jsonb not null)');
      const ours: Run[] = [];
      const bare: Run[] = [];
      for (let round = 0; round < (runs ?? RUNS); round += 1) {
        const bodies = Array.from({ length: deliveries }, () => JSON.stringify(Array.from({ length: EVENTS }, nextEvent)));
        const before = await storedEvents(pool);
        ours.push(await timed(bodies, (body) => deliver(stack.webUrl, body)));
        const stored = (await storedEvents(pool)) - before;
        if (stored !== deliveries * EVENTS) throw new Error(`${stored} events stored of ${deliveries * EVENTS}`);
        // What workers still have to do with ours would take from the other side's time.
        await allProcessed(pool);
        bare.push(await timed(bodies, async (body) => {
          await pool.query(`insert into bench_bare_events select md5(e::text), e from jsonb_array_elements($1::jsonb) as e on conflict do nothing`, [body]);
        }));
        say(`webhooks: run ${round + 1}, ${Math.round(ours.at(-1)!.perSecond)} events/s`);
      }
      return {
        measures: [
          measure('events stored per second', '/s', ours.map(({ perSecond }) => perSecond), { against: { limit: GOAL_EVENTS, called: 'goal' }, goal: { on: 'ratio', bound: 'at least', value: 1 } }),
          measure('events stored per second', '/s', ours.map(({ perSecond }) => perSecond), { against: { peer: bare.map(({ perSecond }) => perSecond), called: 'a bare insert of the same JSON' } }),
          measure('answer to a delivery, p99', 'ms', ours.map(({ p99 }) => p99), { against: { limit: GOAL_P99_MS, called: 'goal' }, goal: { on: 'ratio', bound: 'at most', value: 1 } }),
          measure('longest answer', 'ms', ours.map(({ longest }) => longest), { against: { limit: 5_000, called: 'HubSpot’s limit' }, goal: { on: 'own', bound: 'at most', value: 5_000 } }),
        ],
        notes: [
          `${deliveries} deliveries of ${EVENTS} new events a run, signed v3; every one answered 204 and every event found in the inbox, or the figure fails.`,
          'The web process, the worker that processes the events, the database and the sender share this machine. The bare insert has no HTTP, signature, check or row-level security, and begins when the workers are done with ours.',
        ],
      };
    } finally {
      await pool.query('drop table if exists bench_bare_events');
      await forgetEvents(pool);
      await pool.end();
    }
  });
}

let counter = Date.now();

function nextEvent(): object {
  counter += 1;
  return {
    eventId: counter % 1_000, subscriptionId: 7, portalId: PORTAL, appId: 990_001, occurredAt: Date.now(), subscriptionType: 'object.propertyChange', attemptNumber: 0,
    objectId: counter, objectTypeId: '0-1', propertyName: 'firstname', propertyValue: 'Bench', changeSource: 'CRM_UI',
  };
}

async function deliver(webUrl: string, body: string): Promise<void> {
  const timestamp = String(Date.now());
  const headers = {
    'content-type': 'application/json',
    'x-hubspot-signature-v3': createHmac('sha256', sandboxApp.HUBSPOT_CLIENT_SECRET).update(`POST${CARD_ORIGIN}/webhooks/hubspot${body}${timestamp}`).digest('base64'),
    'x-hubspot-request-timestamp': timestamp,
  };
  const response = await fetch(`${webUrl}/webhooks/hubspot`, { method: 'POST', body, headers });
  await response.arrayBuffer();
  if (response.status !== 204) throw new Error(`a delivery was answered ${response.status}`);
}

/** All bodies over ten connections, each sending the next when it has its answer. */
async function timed(bodies: readonly string[], send: (body: string) => Promise<void>): Promise<Run> {
  const queue = [...bodies];
  const times: number[] = [];
  const began = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    for (let body = queue.pop(); body !== undefined; body = queue.pop()) {
      const sent = performance.now();
      await send(body);
      times.push(performance.now() - sent);
    }
  }));
  const seconds = (performance.now() - began) / 1_000;
  return { perSecond: (bodies.length * EVENTS) / seconds, p99: percentile(times, 0.99), longest: percentile(times, 1) };
}

async function allProcessed(pool: pg.Pool): Promise<void> {
  for (const deadline = performance.now() + PROCESSED_WITHIN_MS; ; await new Promise((resolve) => setTimeout(resolve, 500))) {
    const [row] = await inPortal<{ pending: boolean }>(pool, `select exists (select 1 from webhook_events where state = 'pending') as pending`);
    if (row?.pending === false) return;
    if (performance.now() > deadline) throw new Error('the workers do not get through with the events');
  }
}

async function storedEvents(pool: pg.Pool): Promise<number> {
  const rows = await inPortal<{ count: string }>(pool, 'select count(*)::text as count from webhook_events');
  return Number(rows[0]?.count);
}

async function forgetEvents(pool: pg.Pool): Promise<void> {
  await inPortal(pool, 'delete from webhook_events');
  await inPortal(pool, 'delete from record_changes');
}

async function inPortal<Row extends pg.QueryResultRow>(pool: pg.Pool, sql: string): Promise<Row[]> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.portal_id', $1, true)`, [String(PORTAL)]);
    const { rows } = await client.query<Row>(sql);
    await client.query('commit');
    return rows;
  } finally {
    client.release();
  }
}
