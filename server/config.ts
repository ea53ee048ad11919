import { z } from 'zod';
import { DevelopmentCaller } from '../src/access/index.ts';
import { parseAllowedPlaces } from '../src/core/net/index.ts';
import { parseAddress } from './observability/parse-address.ts';

const origin = z.url().transform((text) => new URL(text).origin);
const EXAMPLES = new Set(['changeme', 'secret', 'example', 'your-client-secret']);
const secret = z.string().min(16).refine((text) => !EXAMPLES.has(text.toLowerCase()), 'is still the example value');

const Environment = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://'),
  FILE_STORE: z.string().min(1),
  SMTP_URL: z.string().regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://'),
  MAIL_FROM: z.email(),
  PUBLIC_ORIGIN: origin,
  CARD_ORIGIN: origin.optional(),
  HUBSPOT_APP_ID: z.string().regex(/^\d+$/),
  HUBSPOT_CLIENT_ID: z.string().min(1),
  HUBSPOT_CLIENT_SECRET: secret,
  HUBSPOT_CLIENT_SECRET_PREVIOUS: secret.optional(),
  HUBSPOT_API_URL: origin.default('https://api.hubapi.com'),
  /** Version in the paths of the token endpoints; the older one for when HubSpot withdraws or breaks the newer. */
  HUBSPOT_OAUTH_VERSION: z.enum(['2026-03', '2026-09']).default('2026-09'),
  /** Version in the paths of the webhooks journal, where uninstalls are written down; `off`: they are noticed by a failing refresh only. */
  HUBSPOT_JOURNAL: z.enum(['off', '2026-03', '2026-09']).default('off'),
  HUBSPOT_AUTHORIZE_URL: z.url().default('https://app.hubspot.com/oauth/authorize'),
  /** `<id>:<32 bytes base64>`, comma-separated, newest first. */
  SEALING_KEYS: z.string().regex(/^[A-Za-z0-9_-]+:[A-Za-z0-9+/]{43}=(,[A-Za-z0-9_-]+:[A-Za-z0-9+/]{43}=)*$/, 'must be <id>:<32 bytes in base64>, comma-separated'),
  /** What one portal's exports may take in the file store, and what of the store must stay free; in gigabytes. */
  PORTAL_QUOTA_GB: z.coerce.number().positive().default(50),
  MIN_FREE_GB: z.coerce.number().min(0).default(1),
  /**
   * Addresses and ranges, with or without a port, that customers' connections may reach besides the open internet:
   * `10.20.0.0/16:5432,192.0.2.7`. Empty: none. Never put Siderail's own database in it.
   */
  OUTBOUND_ALLOW: z.string().default('').transform((text, context) => {
    const places = parseAllowedPlaces(text);
    if (places === null) context.addIssue({ code: 'custom', message: 'must be addresses or ranges such as 10.20.0.0/16 or 10.1.2.3:5432, comma-separated' });
    return places ?? [];
  }),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4701),
  /** Where the operator's figures are: a port of this machine, or `<host>:<port>`. Never an address that others reach. Empty: nowhere. */
  METRICS_ADDR: z.string().refine((text) => parseAddress(text) !== null, 'must be a port or <host>:<port>').transform((text) => parseAddress(text)!).optional(),
  /** An OTLP collector over HTTP, `http://collector:4318`; without it nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** Where the vendor is told what went wrong on our side; grouped, at most twelve an hour. The webhook takes `{ "text": … }`. */
  ALERT_MAIL: z.email().optional(),
  ALERT_WEBHOOK: z.url({ protocol: /^https?$/ }).optional(),
  /** A worker silent for this long has lost its jobs. The same for all processes; crash tests shorten it. */
  LEASE_SECONDS: z.coerce.number().int().min(1).max(60).default(10),
  /** A process whose loop stands still for so long is ended; crash tests shorten it. */
  STALL_SECONDS: z.coerce.number().int().min(1).max(600).default(30),
  /** `off`: exports leave HubSpot's search, whose 5 calls a second all apps of an account share, to people and to others. */
  HUBSPOT_EXPORT_SEARCH: z.enum(['on', 'off']).default('on'),
  /** Development only: `<portal>:<user>:<address>` is the caller of requests that the proxy of `hs project dev` signed. */
  HUBSPOT_DEV_CALLER: DevelopmentCaller.optional(),
  NODE_ENV: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Ends the process at a named crash point, `<name>` or `<name>:<count>`; for crash tests only. */
  CRASH_AT: z.string().regex(/^[a-z-]+(:\d+)?$/).optional(),
}).superRefine((config, context) => {
  if (config.HUBSPOT_DEV_CALLER === undefined) return;
  // An app that others can reach must never take a caller's name from its own settings.
  const own = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(config.PUBLIC_ORIGIN);
  if (own && config.NODE_ENV !== 'production') return;
  context.addIssue({ code: 'custom', path: ['HUBSPOT_DEV_CALLER'], message: 'is for development: it needs a PUBLIC_ORIGIN on localhost and no NODE_ENV=production' });
});
export type Config = z.infer<typeof Environment>;

/** This process's own environment; nothing else reads it. */
export function ownConfig(): Config {
  return readConfig(process.env);
}

/** The same unparsed, for the doctor, who must see what `readConfig` refuses. */
export function ownEnvironment(): Readonly<Record<string, string | undefined>> {
  // eslint-disable-next-line no-restricted-syntax -- this file is where the environment is read
  return process.env;
}

/** Parses an environment. Throws one Error that lists everything that is wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = Environment.safeParse(withoutBlanks(environment));
  if (parsed.success) return parsed.data;
  throw new Error(`The environment is not complete: ${problemsOf(environment).map(({ name, problem }) => `${name} ${problem}`).join('; ')}.`);
}

/** Names of all variables that are read. */
export const VARIABLES: readonly string[] = Object.keys(Environment.shape);

/** What is wrong with an environment, by variable; never a value. */
export function problemsOf(environment: Readonly<Record<string, string | undefined>>): readonly { readonly name: string; readonly problem: string }[] {
  const given = withoutBlanks(environment);
  const parsed = Environment.safeParse(given);
  return parsed.success ? [] : parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return { name, problem: given[name] === undefined ? 'is missing' : issue.message };
  });
}

function withoutBlanks(environment: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}
