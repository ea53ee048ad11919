import { VARIABLES, problemsOf } from '../config.ts';
import { fine, wrong, type Finding } from './finding.ts';

/** The client secret of the sandbox, which is public. */
const SANDBOX_SECRET = /^sandbox-secret/;
const FIXES: Readonly<Record<string, string>> = {
  DATABASE_URL: 'Set DATABASE_URL=postgres://user:password@host:5432/siderail',
  FILE_STORE: 'Set FILE_STORE to a folder (/var/lib/siderail) or a bucket (s3://bucket/prefix?region=eu-central-1)',
  SMTP_URL: 'Set SMTP_URL=smtps://user:password@host:465',
  MAIL_FROM: 'Set MAIL_FROM to an address of a domain you may send for',
  PUBLIC_ORIGIN: 'Set PUBLIC_ORIGIN=https://siderail.your-domain',
  HUBSPOT_APP_ID: 'Copy the app id from the app’s Auth tab in HubSpot (digits only)',
  HUBSPOT_CLIENT_ID: 'Copy the client id from the app’s Auth tab in HubSpot',
  HUBSPOT_CLIENT_SECRET: 'Copy the client secret from the app’s Auth tab in HubSpot',
  SEALING_KEYS: 'Make one: echo "k1:$(openssl rand -base64 32)"',
  CRASH_AT: 'Remove CRASH_AT: it ends the process on purpose',
};

/** Every variable of the environment: there, well-formed, and no example left. */
export function checkVariables(environment: Readonly<Record<string, string | undefined>>): readonly Finding[] {
  const problems = new Map(problemsOf(environment).map(({ name, problem }) => [name, problem]));
  const findings = VARIABLES.map((name): Finding => {
    const fix = FIXES[name] ?? `Correct ${name}, or remove it for its default`;
    const problem = problems.get(name) ?? leftover(name, environment);
    return problem === null ? fine(name, environment[name] === undefined || environment[name] === '' ? 'default' : undefined) : wrong(name, problem, fix);
  });
  return [...findings, ...agreement(environment)];
}

/** Values that are well-formed and yet nobody's own. */
function leftover(name: string, environment: Readonly<Record<string, string | undefined>>): string | null {
  const value = environment[name] ?? '';
  if (name === 'CRASH_AT' && value !== '') return 'is for crash tests only';
  if (!isRealHubSpot(environment)) return null;
  if (name === 'HUBSPOT_CLIENT_SECRET' && SANDBOX_SECRET.test(value)) return 'is the sandbox’s secret, which everybody knows';
  if (name === 'HUBSPOT_CLIENT_ID' && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return 'does not look like a HubSpot client id (8-4-4-4-12 hex digits)';
  if (name === 'MAIL_FROM' && /\.(example|test|invalid)$/i.test(value)) return 'is an example address; no mail server accepts it';
  if (name === 'SEALING_KEYS' && value.split(',').some((entry) => isWeak(entry.slice(entry.indexOf(':') + 1)))) return 'holds a key that is not random';
  return null;
}

function agreement(environment: Readonly<Record<string, string | undefined>>): readonly Finding[] {
  const { HUBSPOT_CLIENT_SECRET: secret, HUBSPOT_CLIENT_SECRET_PREVIOUS: previous } = environment;
  if (previous === undefined || previous === '') return [];
  const what = 'Client secrets differ';
  return [previous === secret ? wrong(what, 'HUBSPOT_CLIENT_SECRET_PREVIOUS is the same as HUBSPOT_CLIENT_SECRET', 'Remove HUBSPOT_CLIENT_SECRET_PREVIOUS once the rotation is over') : fine(what)];
}

function isWeak(base64: string): boolean {
  return new Set(Buffer.from(base64, 'base64')).size < 8;
}

export function isRealHubSpot(environment: Readonly<Record<string, string | undefined>>): boolean {
  const url = environment['HUBSPOT_API_URL'] ?? '';
  return url === '' || (URL.canParse(url) && /(^|\.)hubapi\.com$/.test(new URL(url).hostname));
}
