import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from '../src/access/index.ts';
import type { Context } from '../src/context/index.ts';
import { createSealer } from '../src/core/crypto/sealer.ts';
import { checkIsolation, openDatabase } from '../src/core/db/index.ts';
import { createResolveHost } from '../src/core/net/index.ts';
import { createTracer, silentTracer } from '../src/core/trace/index.ts';
import { createTurns } from '../src/core/turns/create-turns.ts';
import { openFileStore } from '../src/files/index.ts';
import { createHubSpotGateway, createRefusalBreaker, createRequestBudget } from '../src/hubspot/index.ts';
import { announceLostGrant, createJournalClient, createPortalTokens, createTokenClient } from '../src/installs/index.ts';
import type { FollowedJournal, OauthApp, TokenClient } from '../src/installs/index.ts';
import { createMetrics } from '../src/core/metrics/index.ts';
import { createQueue } from '../src/jobs/index.ts';
import { sources } from '../src/registry.ts';
import { createUsageMeter } from '../src/usage/index.ts';
import type { Config } from './config.ts';
import { createCrashPoint } from './crash-point.ts';
import { createMailer } from './create-mailer.ts';
import { deriveTokenKeys } from './derive-token-keys.ts';
import { createVendorAlerts } from './alerts/create-vendor-alerts.ts';
import type { VendorAlerts } from './alerts/create-vendor-alerts.ts';
import { createAlertingLog } from './alerts/create-alerting-log.ts';
import { sendAlert } from './alerts/send-alert.ts';
import { behindFence } from './fence/behind-fence.ts';
import { openFence } from './fence/open-fence.ts';
import type { Fence } from './fence/open-fence.ts';
import { countCalls } from './observability/count-calls.ts';
import { readLoneJob } from './poison/read-lone-job.ts';
import { say } from './poison/say.ts';
import { tellCounts } from './poison/tell-counts.ts';
import { createReadiness } from './observability/create-readiness.ts';
import type { Readiness } from './observability/create-readiness.ts';

/** Who the requests of a developer's own proxy come from. Never in production: the configuration refuses it. */
export type DevelopmentMode = { readonly origin: string; readonly caller: Caller };

export type App = {
  readonly context: Context;
  readonly oauth: OauthApp;
  readonly tokenClient: TokenClient;
  /** HubSpot's journal; null where it is not followed. */
  readonly journal: FollowedJournal | null;
  readonly hubspot: { readonly appId: string; readonly secrets: readonly string[]; readonly signedOrigin: string; readonly development: DevelopmentMode | null };
  readonly fence: Fence;
  readonly operatorAddress: { readonly host: string; readonly port: number } | null;
  readonly alerts: VendorAlerts;
  /** After so many seconds of standing still a process of this app is to be ended. */
  readonly stallSeconds: number;
  readonly readiness: () => Promise<Readiness>;
  close(): Promise<void>;
};

/** Each has two threads and about 300 MB of its own (bench/parquet.ts): a second one would only share the processor. */
const OWN_PROCESS_RENDERS = 1;
const GIGABYTE = 1_000_000_000;

const DEFAULTS = {
  immediateRows: 2_000,
  immediateSeconds: 5,
  viewDeadlineMs: 11_000,
  immediateDeadlineMs: 8_000,
  bucketSilenceMs: 30_000,
  // More than any single call may take with its repeats: those end by limits of their own.
  silentMs: 300_000,
  workerSlots: 4,
  portalJobs: 4,
  waitDays: 5,
  fileDays: 7,
  cancelledHours: 1,
  linkHours: 24,
};

/** Builds everything, once per process: the one place that knows how the parts fit together. */
export async function compose(config: Config, role: 'web' | 'worker' | 'tool', overrides: Partial<Context> = {}): Promise<App> {
  const { log, tell } = createAlertingLog({ level: config.LOG_LEVEL, role });
  const database = openDatabase({ url: config.DATABASE_URL, max: role === 'web' ? 16 : 10, silentMs: config.LEASE_SECONDS * 1_000, onError: (err) => log.warn({ err }, 'idle database connection broke') });
  await checkIsolation(database.pool);
  // A job's own process ends before anybody asks it what it counted; its worker does not.
  const metrics = role === 'worker' && readLoneJob(process.argv.slice(2)) !== null ? tellCounts((counted) => void say(counted)) : createMetrics();
  const fence = await openFence({ pool: database.pool, databaseUrl: config.DATABASE_URL, origin: config.PUBLIC_ORIGIN, log });
  const out = behindFence(fence, { fetch, mailer: createMailer({ url: config.SMTP_URL, from: config.MAIL_FROM }), resolveHost: createResolveHost({ allow: config.OUTBOUND_ALLOW }) });
  const alerts = createVendorAlerts({ pool: database.pool, log, send: (alert) => sendAlert({ mailTo: config.ALERT_MAIL ?? null, webhook: config.ALERT_WEBHOOK ?? null, origin: config.PUBLIC_ORIGIN, mailer: out.mailer, fetch: out.fetch, newId: randomUUID }, alert) });
  // Only where somebody listens, and never from a disarmed copy.
  if (config.ALERT_MAIL !== undefined || config.ALERT_WEBHOOK !== undefined) tell((group, supportCode) => (fence.armed() ? alerts.raise(group, supportCode) : Promise.resolve()));
  const tracer = config.OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? silentTracer : createTracer({
    endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT, service: `siderail-${role}`, fetch, now: Date.now,
    onLost: (spans, err) => log.warn({ spans, err }, 'traces were not taken'),
  });
  const sealingKeys = config.SEALING_KEYS.split(',').map((entry) => {
    const [id, key] = entry.split(':') as [string, string];
    return { id, key: new Uint8Array(Buffer.from(key, 'base64')) };
  });
  const sealer = createSealer(sealingKeys);
  const queue = createQueue({ databaseUrl: config.DATABASE_URL, pool: database.pool, supervise: role === 'worker', log });
  const now = overrides.now ?? Date.now;
  const pause = overrides.sleep ?? ((ms: number, signal?: AbortSignal) => sleep(ms, undefined, signal === undefined ? {} : { signal }));

  const tokenClient = createTokenClient({ apiUrl: config.HUBSPOT_API_URL, version: config.HUBSPOT_OAUTH_VERSION, clientId: config.HUBSPOT_CLIENT_ID, clientSecret: config.HUBSPOT_CLIENT_SECRET, fetch: out.fetch });
  const meter = createUsageMeter({ database, now, log });
  const hubspot = createHubSpotGateway({
    apiUrl: config.HUBSPOT_API_URL,
    tokens: createPortalTokens({
      database, sealer, client: tokenClient, sleep: pause,
      onLost: (tx, portalId, grant) => announceLostGrant({ queue, newId: randomUUID }, tx, portalId, grant),
    }),
    budget: createRequestBudget({ pool: database.pool, sleep: pause }),
    breaker: createRefusalBreaker({ database, now }),
    meter: countCalls(meter, metrics),
    fetch: out.fetch,
    now,
    sleep: pause,
    random: Math.random,
    log,
  });
  const files = await openFileStore(config.FILE_STORE);

  const context: Context = {
    database, queue, files, hubspot, resolveHost: out.resolveHost, sealer, log, now, oauthClient: tokenClient,
    sources: sources(hubspot, { resolveHost: out.resolveHost, searchForExports: config.HUBSPOT_EXPORT_SEARCH === 'on' }),
    mailer: out.mailer,
    metrics,
    tracer,
    tokenKeys: deriveTokenKeys(sealingKeys),
    sleep: pause,
    random: Math.random,
    newId: randomUUID,
    settings: { ...DEFAULTS, portalBytes: config.PORTAL_QUOTA_GB * GIGABYTE, freeBytes: config.MIN_FREE_GB * GIGABYTE, publicOrigin: config.PUBLIC_ORIGIN, leaseSeconds: config.LEASE_SECONDS, hubspotAppOrigin: new URL(config.HUBSPOT_AUTHORIZE_URL).origin },
    renderTurns: createTurns(OWN_PROCESS_RENDERS),
    crashPoint: createCrashPoint(config.CRASH_AT),
    ...overrides,
  };
  return {
    context,
    oauth: { clientId: config.HUBSPOT_CLIENT_ID, authorizeUrl: config.HUBSPOT_AUTHORIZE_URL, redirectUri: `${config.PUBLIC_ORIGIN}/oauth/callback` },
    tokenClient,
    journal: config.HUBSPOT_JOURNAL === 'off' ? null : {
      appId: config.HUBSPOT_APP_ID,
      client: createJournalClient({
        apiUrl: config.HUBSPOT_API_URL, version: config.HUBSPOT_JOURNAL, oauthVersion: config.HUBSPOT_OAUTH_VERSION,
        clientId: config.HUBSPOT_CLIENT_ID, clientSecret: config.HUBSPOT_CLIENT_SECRET, fetch: out.fetch, now,
      }),
    },
    hubspot: {
      appId: config.HUBSPOT_APP_ID,
      secrets: [config.HUBSPOT_CLIENT_SECRET, ...(config.HUBSPOT_CLIENT_SECRET_PREVIOUS === undefined ? [] : [config.HUBSPOT_CLIENT_SECRET_PREVIOUS])],
      signedOrigin: config.CARD_ORIGIN ?? config.PUBLIC_ORIGIN,
      development: config.HUBSPOT_DEV_CALLER === undefined ? null : { origin: config.PUBLIC_ORIGIN, caller: config.HUBSPOT_DEV_CALLER },
    },
    fence,
    alerts,
    stallSeconds: config.STALL_SECONDS,
    operatorAddress: config.METRICS_ADDR ?? null,
    readiness: createReadiness({ pool: database.pool, files, armed: fence.armed, now }),
    async close() {
      fence.close();
      await tracer.close();
      await meter.close();
      await database.close();
    },
  };
}
