import type { Mailer } from '../../src/context/index.ts';
import { escapeHtml } from '../../src/core/html/escape-html.ts';
import type { Alert } from './create-vendor-alerts.ts';

export type AlertWays = {
  readonly mailTo: string | null;
  readonly webhook: string | null;
  readonly origin: string;
  readonly mailer: Mailer;
  readonly fetch: typeof fetch;
  readonly newId: () => string;
};

const SEND_MS = 10_000;

/** By mail and to a webhook that takes `{ "text": … }`, as Slack, Teams and Mattermost do. Throws when no way took it. */
export async function sendAlert(ways: AlertWays, alert: Alert): Promise<void> {
  const text = wordsOf(alert, ways.origin);
  const tries = [
    ...(ways.mailTo === null ? [] : [byMail(ways, ways.mailTo, alert.group, text)]),
    ...(ways.webhook === null ? [] : [byWebhook(ways, ways.webhook, text)]),
  ];
  const results = await Promise.allSettled(tries);
  const failed = results.filter((result) => result.status === 'rejected');
  if (failed.length === results.length && failed.length > 0) throw failed[0]!.reason;
}

/** The fixed sentence of the log line, how often, and the code that finds it there. Nobody's data. */
function wordsOf({ group, times, firstAt, lastAt, supportCode }: Alert, origin: string): string {
  const when = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ');
  const often = times === 1 ? `At ${when(lastAt)} UTC.` : `${times} times, from ${when(firstAt)} to ${when(lastAt)} UTC.`;
  return `${group}\n${often}${supportCode === null ? '' : `\nSupport code ${supportCode}`}\n${origin}`;
}

async function byMail({ mailer, newId }: AlertWays, to: string, group: string, text: string): Promise<void> {
  const outcome = await mailer.send({ to, subject: `Siderail: ${group}`, text, html: `<pre>${escapeHtml(text)}</pre>`, messageId: `<alert-${newId()}@siderail>` });
  if (outcome.state === 'not_sent') throw new Error(`mail not sent: ${outcome.reason}`);
}

async function byWebhook({ fetch: send }: AlertWays, url: string, text: string): Promise<void> {
  const answer = await send(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text }), redirect: 'error', signal: AbortSignal.timeout(SEND_MS) });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`the webhook answered ${answer.status}`);
}
