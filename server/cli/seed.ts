import { parseArgs } from 'node:util';
import { z } from 'zod';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { grantedScopes } from '../../src/installs/index.ts';
import { accountDetails } from '../../src/hubspot/index.ts';
import { jobs } from '../../src/registry.ts';
import { compose } from '../compose.ts';
import { ownConfig } from '../config.ts';
import { refuseProduction } from '../seed/refuse-production.ts';
import { seedRecords } from '../seed/seed-records.ts';
import { seedRows } from '../seed/seed-rows.ts';
import { seedWork } from '../seed/seed-work.ts';
import { sendSigned } from './send-signed.ts';

const USAGE = `Fills a portal for trying out: contacts with tickets, companies and deals in HubSpot, and templates and exports of one person in Siderail.

  npm run seed -- --portal 123 --user 501 --email sam@acme.example
  npm run seed -- --portal 123 --user 501 --email sam@acme.example --contacts 500 --seed 7

    --contacts   how many, default 50, at most 5,000           --seed   the same number makes the same records, default 1
Companies and deals are made where the account has granted the app to write them. A second run adds no record that is there already. Works in sandboxes and in developer accounts, where the app is installed
and its environment is this one; refuses NODE_ENV=production and every other kind of account.
`;

const Wanted = z.object({
  portal: PortalId, user: z.string().regex(/^\d+$/), email: z.email(),
  contacts: z.coerce.number().int().min(1).max(5_000).default(50), seed: z.coerce.number().int().min(0).max(1_000_000).default(1),
});
const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { help: { type: 'boolean' }, portal: text, user: text, email: text, contacts: text, seed: text } });
const parsed = Wanted.safeParse(values);
if (values.help === true || !parsed.success) {
  (values.help === true ? process.stdout : process.stderr).write(USAGE);
  process.exit(values.help === true ? 0 : 2);
}

const { portal, user, email, contacts, seed } = parsed.data;
const config = ownConfig();
const app = await compose(config, 'tool');
const ending = new AbortController();
process.once('SIGINT', () => ending.abort(new Error('stopped')));
try {
  const { accountType } = await accountDetails(app.context.hubspot, { portalId: portal, lane: 'background', signal: ending.signal });
  const refused = refuseProduction({ accountType, nodeEnv: config.NODE_ENV });
  if (refused !== null) throw new Error(refused);
  await app.context.queue.start(jobs.map((job) => job.queue));
  const made = await seedRecords(app.context, portal, seedRows(seed, contacts), await grantedScopes(app.context, portal), ending.signal);
  process.stdout.write(`${made.contacts} contacts are there, ${made.tickets} tickets, ${made.companies} companies and ${made.deals} deals were made\n`);
  const work = await seedWork(ask, made.firstContact);
  process.stdout.write(`${work.jobs} exports started on contact ${made.firstContact}, ${work.templates.length} templates saved\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await app.context.queue.stop(1_000);
  await app.close();
}

async function ask(route: string, body: object): Promise<unknown> {
  const who = new URLSearchParams({ userId: user, portalId: portal, userEmail: email, appId: app.hubspot.appId });
  const answer = await sendSigned(app, { path: `/ui/${route}?${who.toString()}`, body: JSON.stringify(body) });
  const Answer = z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), data: z.unknown() }), z.object({ ok: z.literal(false), error: z.object({ message: z.string(), fix: z.string() }) })]);
  const reply = Answer.parse(JSON.parse(answer.text));
  if (!reply.ok) throw new Error(`${route}: ${reply.error.message} ${reply.error.fix}`);
  return reply.data;
}
