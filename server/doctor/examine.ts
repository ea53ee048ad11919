import { readConfig, problemsOf } from '../config.ts';
import { checkDatabase } from './check-database.ts';
import { checkFiles } from './check-files.ts';
import { checkApiVersion, checkHubSpot } from './check-hubspot.ts';
import { checkMail } from './check-mail.ts';
import { checkOrigin } from './check-origin.ts';
import { checkProject } from './check-project.ts';
import { checkVariables, isRealHubSpot } from './check-variables.ts';
import { fine, wrong, type Finding } from './finding.ts';
import { hideSecrets } from './hide-secrets.ts';

const LEAST_NODE = 24;

export type Patient = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly nodeVersion: string;
  /** Folder with hsproject.json. */
  readonly root: string;
  readonly now: () => number;
  readonly fetch: typeof fetch;
};

/** Everything that can be misconfigured, looked at; changes nothing but one probe file. What it says holds no secret. */
export async function examine(patient: Patient): Promise<readonly Finding[]> {
  const { environment, root, now } = patient;
  const hide = hideSecrets(environment);
  const well = new Set(problemsOf(environment).map(({ name }) => name));
  const real = isRealHubSpot(environment);
  /** A check whose variables are wrong would only say the same again in other words. */
  const given = (...names: string[]): boolean => names.every((name) => !well.has(name));
  // What is wrong elsewhere must not hide what is right here: the defaults come from a complete environment.
  const config = readConfig({ ...COMPLETE, ...Object.fromEntries(Object.entries(environment).filter(([name, value]) => value !== '' && !well.has(name))) });
  const origin = config.CARD_ORIGIN ?? config.PUBLIC_ORIGIN;

  const groups = await Promise.all<readonly Finding[]>([
    Promise.resolve([checkNode(patient.nodeVersion), checkApiVersion(now())]),
    Promise.resolve(checkVariables(environment)),
    given('DATABASE_URL') ? checkDatabase(config.DATABASE_URL, now, given('PUBLIC_ORIGIN') ? config.PUBLIC_ORIGIN : null) : [],
    given('FILE_STORE', 'MIN_FREE_GB') ? checkFiles(config.FILE_STORE, config.MIN_FREE_GB) : [],
    given('SMTP_URL') ? checkMail(config.SMTP_URL).then((finding) => [finding]) : [],
    given('PUBLIC_ORIGIN') ? checkOrigin(config.PUBLIC_ORIGIN, patient.fetch) : [],
    given('HUBSPOT_API_URL', 'HUBSPOT_CLIENT_ID', 'HUBSPOT_CLIENT_SECRET') ? checkHubSpot({ apiUrl: config.HUBSPOT_API_URL, version: config.HUBSPOT_OAUTH_VERSION, clientId: config.HUBSPOT_CLIENT_ID, clientSecret: config.HUBSPOT_CLIENT_SECRET }, patient.fetch) : [],
    checkProject(root, { real, origin: given('PUBLIC_ORIGIN', 'CARD_ORIGIN') ? origin : null }),
  ]);
  return groups.flat().map((finding) => (finding.ok ? finding : { ...finding, cause: hide(finding.cause), fix: hide(finding.fix) }));
}

/** Stands in for what is missing, so that the rest can be examined; nothing is ever sent there. */
const COMPLETE = {
  DATABASE_URL: 'postgres://nowhere.invalid/none', FILE_STORE: '/nowhere', SMTP_URL: 'smtp://nowhere.invalid', MAIL_FROM: 'nobody@nowhere.invalid',
  PUBLIC_ORIGIN: 'https://nowhere.invalid', HUBSPOT_APP_ID: '1', HUBSPOT_CLIENT_ID: 'nobody', HUBSPOT_CLIENT_SECRET: 'nobody-nobody-nobody',
  SEALING_KEYS: `none:${Buffer.alloc(32).toString('base64')}`,
};

function checkNode(version: string): Finding {
  const major = Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);
  return major >= LEAST_NODE ? fine('Node.js', version) : wrong('Node.js', `${version} is too old`, `Install Node.js ${LEAST_NODE} or newer`);
}
