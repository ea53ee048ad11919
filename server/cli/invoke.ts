import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { jobs } from '../../src/registry.ts';
import { compose } from '../compose.ts';
import { ownConfig } from '../config.ts';
import { invokeJob } from './invoke-job.ts';
import { sendSigned } from './send-signed.ts';

const USAGE = `Calls one thing as HubSpot does: signed, through the whole server, in this process. Prints the status and the answer.

  npm run invoke -- route:list-jobs --portal 123 --user 501 --email sam@acme.example --body '{}'
  npm run invoke -- workflow:get-value --portal 123 --body '{"table":"hubspot:deals@record","measure":"count"}' --record COMPANY/77
  npm run invoke -- webhook --file event.json
  npm run invoke -- job:expire-file --portal 123 --body '{"jobId":"0199…"}'

    --body     a route's request, a workflow action's fields, or what a job reads, as JSON; --file reads it from a file
    --record   of a workflow action, default CONTACT/1
    --callback of a workflow action, to repeat an execution; default a new one
Quick actions are route:run-action, exports route:start-export; a job goes into the queue. What it starts is real: jobs are worked by the worker that runs, mails are sent.
`;

const Wanted = z.object({
  what: z.union([z.literal('webhook'), z.templateLiteral([z.literal('route:'), z.string()]), z.templateLiteral([z.literal('workflow:'), z.string()]), z.templateLiteral([z.literal('job:'), z.string()])]),
  portal: PortalId.optional(), user: z.string().regex(/^\d+$/).default('1'), email: z.email().default('invoke@localhost.example'),
  record: z.string().regex(/^[A-Z]+\/\d+$/).default('CONTACT/1'), callback: z.string().default(`invoke-${Date.now()}`), body: z.string(),
});

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean' }, portal: { type: 'string' }, user: { type: 'string' }, email: { type: 'string' }, record: { type: 'string' }, callback: { type: 'string' }, body: { type: 'string' }, file: { type: 'string' } },
});
const { file, help, ...given } = values;
const wanted = Wanted.safeParse({ what: positionals[0], ...given, body: file === undefined ? given.body : readFileSync(file, 'utf8') });
if (help === true || !wanted.success || (wanted.data.what !== 'webhook' && wanted.data.portal === undefined)) {
  (help === true ? process.stdout : process.stderr).write(USAGE);
  process.exit(help === true ? 0 : 2);
}

const app = await compose(ownConfig(), 'tool');
try {
  await app.context.queue.start(jobs.map((job) => job.queue));
  const { what, portal, body } = wanted.data;
  const isJob = what.startsWith('job:') && portal !== undefined;
  const { status, text } = isJob ? await invokeJob(app.context, portal, what.slice('job:'.length), z.looseObject({}).parse(JSON.parse(body))) : await sendSigned(app, requestOf(wanted.data, app.hubspot.appId));
  process.stdout.write(`${status}\n${pretty(text)}\n`);
  process.exitCode = status === 'queued' || (typeof status === 'number' && status < 300) ? 0 : 1;
} finally {
  await app.context.queue.stop(1_000);
  await app.close();
}

function requestOf({ what, portal, user, email, record, callback, body }: z.infer<typeof Wanted>, appId: string): { path: string; body: string } {
  if (what === 'webhook') return { path: '/webhooks/hubspot', body };
  const name = encodeURIComponent(what.slice(what.indexOf(':') + 1));
  if (what.startsWith('route:')) return { path: `/ui/${name}?userId=${user}&portalId=${portal}&userEmail=${encodeURIComponent(email)}&appId=${appId}`, body };
  const [objectType, objectId] = record.split('/');
  const call = { callbackId: callback, origin: { portalId: portal }, context: { source: 'WORKFLOWS', workflowId: 1 }, object: { objectType, objectId }, inputFields: JSON.parse(body) as unknown };
  return { path: `/workflow-actions/${name}`, body: JSON.stringify(call) };
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
