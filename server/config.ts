import { z } from 'zod';

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
  HUBSPOT_AUTHORIZE_URL: z.url().default('https://app.hubspot.com/oauth/authorize'),
  /** `<id>:<32 bytes base64>`, comma-separated, newest first. */
  SEALING_KEYS: z.string().regex(/^[A-Za-z0-9_-]+:[A-Za-z0-9+/]{43}=(,[A-Za-z0-9_-]+:[A-Za-z0-9+/]{43}=)*$/, 'must be <id>:<32 bytes in base64>, comma-separated'),
  /** What one portal's exports may take in the file store, and what of the store must stay free; in gigabytes. */
  PORTAL_QUOTA_GB: z.coerce.number().positive().default(50),
  MIN_FREE_GB: z.coerce.number().min(0).default(1),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4701),
  /** A worker silent for this long has lost its jobs. The same for all processes; crash tests shorten it. */
  LEASE_SECONDS: z.coerce.number().int().min(1).max(60).default(10),
  /** `off`: exports leave HubSpot's search, whose 5 calls a second all apps of an account share, to people and to others. */
  HUBSPOT_EXPORT_SEARCH: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Ends the process at a named crash point, `<name>` or `<name>:<count>`; for crash tests only. */
  CRASH_AT: z.string().regex(/^[a-z-]+(:\d+)?$/).optional(),
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
