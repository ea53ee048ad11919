import { randomUUID } from 'node:crypto';
import type { ExportFormat, StartExportRequest } from '#contract';
import type { PortalStats } from '../../../sandbox/hubspot/index.ts';
import { addConnection } from '../../../src/connections/index.ts';
import type { Tx } from '../../../src/core/db/index.ts';
import { PortalId } from '../../../src/core/ids/portal-id.ts';
import { installApp } from '../../support/install-app.ts';
import { createOrders } from '../../support/orders-app.ts';
import type { TestCaller } from '../../support/sign-card-request.ts';
import { SAM, startTestApp } from '../../support/start-test-app.ts';
import type { TestApp } from '../../support/start-test-app.ts';
import { startTestHubSpot } from '../../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../../support/start-test-hubspot.ts';
import { startWorkerProcess } from '../../support/worker-process.ts';
import type { WorkerOptions, WorkerProcess } from '../../support/worker-process.ts';

/** One kind of export: who asks for which table in which format. All exports of one kind make the same file. */
export type Kind = {
  readonly name: string;
  readonly caller: TestCaller;
  readonly format: ExportFormat;
  readonly query: StartExportRequest['query'];
  /** Where one begins in another way than by asking for its table: gives its job's id. */
  readonly begin?: () => Promise<string>;
};
export type StartedExport = { readonly jobId: string; readonly kind: Kind };

export type ChaosWorld = {
  readonly test: TestApp;
  /** Of the business database. */
  readonly orders: readonly Kind[];
  /** HubSpot's stand-in; null without it. */
  readonly hubspot: TestHubSpot | null;
  /** Of HubSpot; empty without it. */
  readonly contacts: readonly Kind[];
  readonly leaseSeconds: number;
  start(kind: Kind): Promise<StartedExport>;
  /** A worker process with small chunks; see test/support/chaos-worker.ts. */
  worker(options?: WorkerOptions): Promise<WorkerProcess>;
  /** Ids of jobs that have not ended. */
  unfinished(): Promise<string[]>;
  /** As if the workers of all running jobs had been silent for as long as their lease, and for ten seconds to the queue. */
  missWorkers(): Promise<void>;
  /** Forgets deaths: a job is given up that seems to take its workers down, but here they die of us. */
  absolve(): Promise<void>;
  /** What HubSpot's stand-in was asked by one portal, as it counted it; null without it. */
  asked(portalId: string): PortalStats | null;
  /** How often workers have taken jobs so far. */
  claims(): Promise<number>;
  close(): Promise<void>;
};

export type ChaosWorldOptions = {
  readonly rows: number;
  readonly leaseSeconds?: number;
  /** Bytes of every note, where it matters how long rows are. */
  readonly noteBytes?: number;
  /** In which formats orders are exported, the accounts taking turns; CSV, Excel and JSON Lines unless told otherwise. */
  readonly formats?: readonly ExportFormat[];
  /** True: HubSpot's stand-in is there and some exports read from it. */
  readonly hubspot?: boolean;
  /** Where the business database is reached, given its address; without it, directly. */
  readonly businessUrl?: (url: string) => Promise<string>;
  /** What the processes' environment says besides. */
  readonly environment?: Readonly<Record<string, string>>;
};

const OTHERS: readonly TestCaller[] = [
  { portalId: '4711003', userId: '701', userEmail: 'kim@beta.example' },
  { portalId: '4711004', userId: '801', userEmail: 'lee@gamma.example' },
];
const RECORD: Kind['query']['record'] = { objectTypeId: '0-2', objectId: '77' };

/** One app, one database, one file store and one mail server for many exports in several portals; it works none of them itself. */
export async function startChaosWorld(options: ChaosWorldOptions): Promise<ChaosWorld> {
  const leaseSeconds = options.leaseSeconds ?? 3;
  const business = await createOrders(options.rows, options.noteBytes);
  const world = options.hubspot === true ? await startTestHubSpot(1_200) : null;
  const test = await startTestApp({
    works: false,
    settings: { immediateRows: 0 },
    environment: { LEASE_SECONDS: String(leaseSeconds), ...options.environment },
    ...(world === null ? {} : { hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl }),
  });
  const { context } = test.app;
  const { config } = business.connection as { config: { url: string } };
  const connection = options.businessUrl === undefined ? business.connection : { ...business.connection, config: { ...config, url: await options.businessUrl(config.url) } };

  const callers = [SAM, ...OTHERS];
  for (const { portalId, userId } of callers) {
    if (portalId === SAM.portalId && world !== null) await installApp(test);
    // Whole accounts are an admin's to export without asking, and whoever installs is one.
    else await test.pretendInstalled(portalId, userId);
    await addConnection(context, PortalId.parse(portalId), connection);
  }
  const ordersAs = (format: ExportFormat, caller: TestCaller): Kind => ({
    name: `orders as ${format}`, caller, format,
    query: { record: RECORD, tableId: 'erp:orders@portal', columns: ['id', 'number', 'net', 'note'], filters: [] },
  });
  const contactsAs = (format: ExportFormat): Kind => ({
    name: `HubSpot contacts as ${format}`, caller: SAM, format,
    query: { record: RECORD, tableId: 'hubspot:contacts@portal', columns: [], filters: [] },
  });

  async function everywhere<Row>(ask: (tx: Tx) => Promise<Row[]>): Promise<Row[]> {
    const rows: Row[] = [];
    for (const { portalId } of callers) rows.push(...(await context.database.inPortal(PortalId.parse(portalId), ask)));
    return rows;
  }

  return {
    test, leaseSeconds, hubspot: world,
    orders: (options.formats ?? ['csv', 'xlsx', 'jsonl']).map((format, at) => ordersAs(format, callers[at % callers.length]!)),
    contacts: world === null ? [] : [contactsAs('csv'), contactsAs('xlsx')],
    unfinished: async () => (await everywhere((tx) => tx.$queryRaw<{ id: string }[]>`select id from jobs where finished_at is null`)).map(({ id }) => id),
    async missWorkers() {
      await everywhere((tx) => tx.$queryRaw<{ id: string }[]>`update jobs set lease_until = clock_timestamp() - interval '1 second' where state = 'running' returning id`);
      await context.database.pool.query(`update pgboss.job set heartbeat_on = now() - interval '1 minute' where state = 'active' and heartbeat_on is not null`);
    },
    absolve: async () => void (await everywhere((tx) => tx.$queryRaw<{ id: string }[]>`update jobs set attempts = 0, deaths = 0 where (attempts > 2 or deaths > 0) and finished_at is null returning id`)),
    claims: async () => (await everywhere((tx) => tx.$queryRaw<{ claims: number }[]>`select coalesce(sum(fence), 0)::integer as claims from jobs`)).reduce((sum, { claims }) => sum + claims, 0),
    async start(kind) {
      if (kind.begin !== undefined) return { jobId: await kind.begin(), kind };
      const { job } = await test.ask('start-export', { requestId: randomUUID(), format: kind.format, query: kind.query }, kind.caller);
      if (job.state === 'held') throw new Error(`nobody agrees to this export: ${kind.name}`);
      return { jobId: job.id, kind };
    },
    asked: (portalId) => world?.hubspot.stats().portals[portalId] ?? null,
    worker: (how) => startWorkerProcess(test.environment, { program: 'test/support/chaos-worker.ts', ...how }),
    async close() {
      await test.close();
      await world?.close();
      await business.drop();
    },
  };
}
