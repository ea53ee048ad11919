import { afterAll, beforeAll, expect, it } from 'vitest';
import { startFaultProxy, type FaultProxy, type LineFault } from '../support/fault-proxy.ts';
import { eventually } from '../support/eventually.ts';
import type { WorkerProcess } from '../support/worker-process.ts';
import { CHAOS_SEED } from './support/chaos-seed.ts';
import { startChaosWorld, type ChaosWorld, type StartedExport } from './support/chaos-world.ts';
import { harmTo, makeUndisturbed } from './support/judge.ts';
import { isSettled } from './support/outcome.ts';
import { seededRandom, type SeededRandom } from './support/seeded-random.ts';

const LONG = Number(process.env['CHAOS_KILLS'] ?? 200) >= 1_000;
const PHASES = LONG ? 120 : 10;
const LINES = ['postgres', 'hubspot', 'smtp', 'business'] as const;
type LineName = (typeof LINES)[number];

let world: ChaosWorld;
let lines: Record<LineName, FaultProxy>;
let worker: WorkerProcess;

const portOf = (url: string): number => Number(new URL(url).port);
const through = (url: string, line: FaultProxy): string => {
  const led = new URL(url);
  led.port = String(line.port);
  return led.toString().replace(/\/$/, '');
};

beforeAll(async () => {
  let business: FaultProxy | undefined;
  world = await startChaosWorld({
    rows: 3_000, hubspot: true,
    businessUrl: async (url) => {
      business = await startFaultProxy(portOf(url));
      return through(url, business);
    },
  });
  const { DATABASE_URL, HUBSPOT_API_URL, SMTP_URL } = world.test.environment as Record<'DATABASE_URL' | 'HUBSPOT_API_URL' | 'SMTP_URL', string>;
  const [postgres, hubspot, smtp] = [await startFaultProxy(portOf(DATABASE_URL)), await startFaultProxy(portOf(HUBSPOT_API_URL)), await startFaultProxy(portOf(SMTP_URL))];
  lines = { postgres, hubspot, smtp, business: business! };
  worker = await world.worker({ settings: { DATABASE_URL: through(DATABASE_URL, postgres), HUBSPOT_API_URL: through(HUBSPOT_API_URL, hubspot), SMTP_URL: through(SMTP_URL, smtp) } });
});
afterAll(async () => {
  await worker?.kill();
  await world?.close();
  for (const line of Object.values(lines ?? {})) await line.close();
});

function anyFault(random: SeededRandom): LineFault {
  switch (random.pick(['latency', 'reset', 'half-open', 'limit', 'slicer', 'down'] as const)) {
    case 'latency': return { kind: 'latency', ms: random.between(20, 300) };
    case 'reset': return { kind: 'reset' };
    case 'half-open': return { kind: 'half-open' };
    case 'limit': return { kind: 'limit', bytes: random.between(10, 30_000) };
    case 'slicer': return { kind: 'slicer', bytes: random.between(1, 200), ms: 1 };
    case 'down': return { kind: 'down' };
  }
}

/** What a person may see of the business table: the right rows, or a sentence about that system. Never another thing. */
async function viewIsHonest(expected: string): Promise<string | null> {
  const { status, reply } = await world.test.call('view-table', { query: { record: { objectTypeId: '0-2', objectId: '77' }, tableId: 'erp:orders@portal', columns: ['id', 'number'], filters: [] } });
  if (status !== 200) return `a view answered ${status}`;
  if (!reply.ok) return reply.error.code.startsWith('source.') ? null : `a view said ${reply.error.code}`;
  return JSON.stringify(reply.data.rows) === expected ? null : 'a view showed other rows';
}

it(`exports, views and mail survive ${PHASES} phases of bad lines to Postgres, HubSpot, the mail server and a business database (F5, F6, F7, F8, I1-I6)`, async () => {
  console.log(`CHAOS_SEED=${CHAOS_SEED} CHAOS_KILLS=${process.env['CHAOS_KILLS'] ?? 200}: ${PHASES} phases`);
  const random = seededRandom(CHAOS_SEED);
  const kinds = [world.orders[0]!, world.contacts[0]!];
  const undisturbed = await makeUndisturbed(world, kinds);
  const view = await world.test.ask('view-table', { query: { record: { objectTypeId: '0-2', objectId: '77' }, tableId: 'erp:orders@portal', columns: ['id', 'number'], filters: [] } });
  // One of each kind, so that every line is used whatever chance picks.
  const started: StartedExport[] = await Promise.all(kinds.map((kind) => world.start(kind)));
  const harm: string[] = [];

  for (let phase = 0; phase < PHASES; phase += 1) {
    const [name, fault] = [random.pick(LINES), anyFault(random)];
    const settled = await Promise.all(started.slice(-2).map((one) => isSettled(world, one)));
    if (settled.every(Boolean)) started.push(await world.start(random.pick(kinds)));
    await lines[name].suffer(fault);
    const seen = viewIsHonest(JSON.stringify(view.rows));
    await new Promise((resolve) => setTimeout(resolve, random.between(200, 1_500)));
    await lines[name].suffer({ kind: 'none' });
    const dishonest = await seen;
    if (dishonest !== null) harm.push(`phase ${phase}, ${name} ${JSON.stringify(fault)}: ${dishonest}`);
    await world.absolve();
  }
  for (const one of started) await eventually(async () => { await world.absolve(); return isSettled(world, one); }, 180_000);

  for (const one of started) harm.push(...(await harmTo(world, one, undisturbed, true)));
  console.log(`${started.length} exports; connections: ${LINES.map((name) => `${name} ${lines[name].connections()}`).join(', ')}`);
  expect(harm).toEqual([]);
  for (const name of LINES) expect(lines[name].connections()).toBeGreaterThan(0);
  // What they were made of is forgotten, as after any export.
  expect(await world.unfinished()).toEqual([]);
}, LONG ? 1_800_000 : 400_000);
