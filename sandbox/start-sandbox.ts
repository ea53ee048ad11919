import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Pool } from 'pg';
import { seedBusinessDatabase } from './business/seed-business-database.ts';
import { createApiServer, createHubSpot, type HubSpot } from './hubspot/index.ts';
import { startSmtpSink } from './mail/start-smtp-sink.ts';
import { readProject } from './portal/build/read-project.ts';
import { createPortal } from './portal/create-portal.ts';
import type { PortalUser } from './portal/page/page-data.ts';
import type { Environment } from './read-environment.ts';

export const PORTAL_ID = 4711001;

const TIME_ZONE = 'Europe/Berlin';
const POOL_SIZE = 12;

const users: PortalUser[] = [
  { userId: 501, email: 'sam.seller@acme.example', firstName: 'Sam', lastName: 'Seller', isAdmin: false },
  { userId: 502, email: 'ada.admin@acme.example', firstName: 'Ada', lastName: 'Admin', isAdmin: true },
  { userId: 503, email: 'greta.gruen@acme.example', firstName: 'Greta', lastName: 'Grün', isAdmin: false, language: 'de', locale: 'de-de' },
];

export interface Sandbox {
  hubspot: HubSpot;
  ports: { portal: number; api: number; smtp: number };
  close(): Promise<void>;
}

/** Fills both databases, builds the cards, then opens the portal, the API and the mail sink. `say` gets progress lines. */
export async function startSandbox(environment: Environment, say: (line: string) => void): Promise<Sandbox> {
  const projectDirectory = join(import.meta.dirname, '..', 'hubspot-project');
  const pool = new Pool({ connectionString: environment.SANDBOX_DATABASE_URL, max: POOL_SIZE });
  // An idle connection dies with the database; the next query reports it.
  pool.on('error', () => undefined);
  const opened: (() => Promise<unknown>)[] = [() => pool.end()];
  const close = async () => {
    for (const step of opened.splice(0).reverse()) await step();
  };

  try {
    const hubspot = await createFake(environment, pool, projectDirectory);
    opened.push(async () => hubspot.webhooks.close());
    const [portal] = await Promise.all([
      createPortal({
        pool,
        projectDirectory,
        cacheDirectory: environment.SANDBOX_CACHE_DIR,
        portalId: PORTAL_ID,
        timeZone: TIME_ZONE,
        users,
        appId: environment.HUBSPOT_APP_ID,
        clientSecret: environment.HUBSPOT_CLIENT_SECRET,
        webOrigin: environment.WEB_ORIGIN,
        cardOrigin: environment.CARD_ORIGIN,
        authorize: hubspot.authorize,
        control: hubspot.control,
      }),
      hubspot.seed(({ what, done, total }) => say(`hubspot: ${what} (${done} of ${total})`)),
      seedBusiness(environment, say),
    ]);
    for (const card of await portal.buildCards()) say(`card ${card.uid}: ${'error' in card.bundle ? card.bundle.error : 'built'}`);

    const smtp = await startSmtpSink({ port: environment.SMTP_PORT, store: portal.mail, faults: portal.mailFaults });
    opened.push(() => smtp.close());
    const api = await listen(createApiServer(hubspot.api), environment.HUBSPOT_API_PORT);
    opened.push(api.close);
    const page = await listen(createApiServer(portal.app), environment.SANDBOX_PORT);
    opened.push(page.close);
    return { hubspot, ports: { portal: page.port, api: api.port, smtp: smtp.port }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function createFake(environment: Environment, pool: Pool, projectDirectory: string): Promise<HubSpot> {
  const project = await readProject(projectDirectory, { API_ORIGIN: environment.CARD_ORIGIN });
  return createHubSpot({
    pool,
    portal: { portalId: PORTAL_ID, timeZone: TIME_ZONE, currency: 'EUR', uiDomain: `localhost:${environment.SANDBOX_PORT}` },
    users,
    size: {
      seed: environment.SANDBOX_SEED,
      contacts: environment.SANDBOX_CONTACTS,
      companies: environment.SANDBOX_COMPANIES,
      deals: environment.SANDBOX_DEALS,
    },
    app: {
      appId: environment.HUBSPOT_APP_ID,
      name: project.appName,
      clientId: environment.HUBSPOT_CLIENT_ID,
      clientSecret: environment.HUBSPOT_CLIENT_SECRET,
      // The web process may listen elsewhere than the project file says.
      redirectUrls: [...new Set([...project.redirectUrls, `${environment.WEB_ORIGIN}/oauth/callback`])],
      requiredScopes: project.requiredScopes,
      optionalScopes: project.optionalScopes,
    },
    webhooks: project.webhooks && { ...project.webhooks, deliverTo: `${environment.WEB_ORIGIN}${new URL(project.webhooks.targetUrl).pathname}` },
    latencyMs: environment.SANDBOX_LATENCY_MS,
  });
}

async function seedBusiness(environment: Environment, say: (line: string) => void): Promise<void> {
  const { BUSINESS_DATABASE_URL: adminUrl, BUSINESS_READER_PASSWORD: readerPassword } = environment;
  if (!adminUrl || !readerPassword) return;
  const { BUSINESS_ORDERS: orders, SANDBOX_COMPANIES: companies, SANDBOX_SEED: seed } = environment;
  await seedBusinessDatabase({ adminUrl, readerPassword, orders, companies, seed, onProgress: say });
}

function listen(server: Server, port: number): Promise<{ port: number; close: () => Promise<void> }> {
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve({ port: (server.address() as AddressInfo).port, close }));
  });
}
