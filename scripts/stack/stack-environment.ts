import { join } from 'node:path';
import type { Ports } from './ports.ts';
import type { StackSecrets } from './stack-secrets.ts';

export type Sizes = { seed?: number; contacts?: number; companies?: number; deals?: number; orders?: number };

export type StackDatabases = {
  siderailUrl: string;
  sandboxUrl: string;
  /** As administrator: the sandbox fills it and makes the read-only role. */
  businessAdminUrl: string;
  /** As the read-only role, which is what a customer would give us. */
  businessReaderUrl: string;
};

export type StackEnvironment = { sandbox: NodeJS.ProcessEnv; web: NodeJS.ProcessEnv; worker: NodeJS.ProcessEnv };

/** The app as the sandbox knows it. These are no secrets: the sandbox is the only place where they mean anything. */
export const sandboxApp = {
  HUBSPOT_APP_ID: '990001',
  HUBSPOT_CLIENT_ID: 'sandbox-client',
  HUBSPOT_CLIENT_SECRET: 'sandbox-secret-0123456789abcdef',
} as const;

const cardOrigin = 'https://api.siderail.example';

/** What each process of the stack is told about the others. */
export function stackEnvironment(options: {
  ports: Ports;
  dataDir: string;
  databases: StackDatabases;
  secrets: StackSecrets;
  sizes: Sizes;
  latencyMs: number | undefined;
}): StackEnvironment {
  const { ports, dataDir, databases, secrets, sizes, latencyMs } = options;
  const base = inherited(process.env);
  const portalOrigin = `http://localhost:${ports.portal}`;
  const webOrigin = `http://localhost:${ports.web}`;
  const app = {
    ...base,
    ...sandboxApp,
    DATABASE_URL: databases.siderailUrl,
    FILE_STORE: join(dataDir, 'files'),
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    MAIL_FROM: 'notices@siderail.example',
    PUBLIC_ORIGIN: webOrigin,
    CARD_ORIGIN: cardOrigin,
    HUBSPOT_API_URL: `http://127.0.0.1:${ports.hubspotApi}`,
    HUBSPOT_AUTHORIZE_URL: `${portalOrigin}/oauth/authorize`,
    HUBSPOT_JOURNAL: '2026-03',
    SEALING_KEYS: secrets.sealingKeys,
    // The business database of the sandbox is on this machine.
    OUTBOUND_ALLOW: '127.0.0.1',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info',
    // What `npm run worker` gives itself: no process has to load the compiler of TypeScript again.
    NODE_COMPILE_CACHE: join(dataDir, 'compile-cache'),
  };
  const sandbox = {
    ...base,
    ...sandboxApp,
    SANDBOX_PORT: String(ports.portal),
    HUBSPOT_API_PORT: String(ports.hubspotApi),
    SMTP_PORT: String(ports.smtp),
    SANDBOX_DATABASE_URL: databases.sandboxUrl,
    BUSINESS_DATABASE_URL: databases.businessAdminUrl,
    BUSINESS_READER_PASSWORD: secrets.readerPassword,
    WEB_ORIGIN: webOrigin,
    CARD_ORIGIN: cardOrigin,
    ...numbers({
      SANDBOX_SEED: sizes.seed,
      SANDBOX_CONTACTS: sizes.contacts,
      SANDBOX_COMPANIES: sizes.companies,
      SANDBOX_DEALS: sizes.deals,
      BUSINESS_ORDERS: sizes.orders,
      SANDBOX_LATENCY_MS: latencyMs,
    }),
  };
  return { sandbox, web: { ...app, PORT: String(ports.web) }, worker: { ...SMALL_MALLOC, ...app } };
}

/**
 * glibc keeps freed memory for each thread that once had it; one arena that gives back what is free at its end costs a streaming worker
 * nothing and saves it 20 MB. Other systems do not read these.
 */
const SMALL_MALLOC = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '65536' };

function numbers(values: Record<string, number | undefined>): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

/** What the processes may know of the person's environment: nothing of npm, and no flags for the Node that runs the launcher. */
function inherited(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(npm_|NODE_OPTIONS$|VITEST|NODE_ENV$)/i.test(name)));
}
