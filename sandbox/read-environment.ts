import { join } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const count = z.coerce.number().int().min(0);
const origin = z.url().transform((text) => new URL(text).origin);

const Environment = z.object({
  SANDBOX_PORT: port.default(4700),
  HUBSPOT_API_PORT: port.default(4703),
  SMTP_PORT: port.default(4702),
  /** The fake HubSpot's and the mail sink's database. */
  SANDBOX_DATABASE_URL: z.string().min(1),
  /** An administrator of the business database; without it that database is left alone. */
  BUSINESS_DATABASE_URL: z.string().min(1).optional(),
  BUSINESS_READER_PASSWORD: z.string().min(1).optional(),
  WEB_ORIGIN: origin.default('http://localhost:4701'),
  CARD_ORIGIN: origin.default('https://api.siderail.example'),
  HUBSPOT_APP_ID: count.default(990001),
  HUBSPOT_CLIENT_ID: z.string().default('sandbox-client'),
  HUBSPOT_CLIENT_SECRET: z.string().default('sandbox-secret-0123456789abcdef'),
  SANDBOX_SEED: count.default(1),
  SANDBOX_CONTACTS: count.default(250_000),
  SANDBOX_COMPANIES: count.default(20_000),
  SANDBOX_DEALS: count.default(40_000),
  BUSINESS_ORDERS: count.default(200_000),
  SANDBOX_LATENCY_MS: count.default(0),
  SANDBOX_CACHE_DIR: z.string().default(join(import.meta.dirname, '..', '.data', 'sandbox-cache')),
});
export type Environment = z.infer<typeof Environment>;

/** The sandbox's environment. Throws one error that names every variable that is wrong. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(set);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
}
