import type { Mailer } from '../../src/context/index.ts';
import { composeMail } from '../../src/core/mail/compose-mail.ts';
import { sayMoment } from '../../src/core/time/say-moment.ts';
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
  const tries = [
    ...(ways.mailTo === null ? [] : [byMail(ways, ways.mailTo, alert)]),
    ...(ways.webhook === null ? [] : [byWebhook(ways, ways.webhook, alert)]),
  ];
  const results = await Promise.allSettled(tries);
  const failed = results.filter((result) => result.status === 'rejected');
  if (failed.length === results.length && failed.length > 0) throw failed[0]!.reason;
}

/** When and how often: the fixed sentence of the log line and the code that finds it there stand beside it. Nobody's data. */
function timesOf({ times, firstAt, lastAt }: Alert): string {
  const when = (at: Date): string => sayMoment(at, { locale: 'en-GB', timeZone: 'UTC' });
  return times === 1 ? `Once, on ${when(lastAt)}.` : `${times} times, from ${when(firstAt)} to ${when(lastAt)}.`;
}

async function byMail({ mailer, newId, origin }: AlertWays, to: string, alert: Alert): Promise<void> {
  const { group, supportCode } = alert;
  const outcome = await mailer.send(composeMail(to, `<alert-${newId()}@siderail>`, {
    language: 'en', subject: `Siderail: ${group}`, lines: [group, timesOf(alert), ...(supportCode === null ? [] : [`Support code ${supportCode}: it finds the line in the log.`])],
    button: null, closing: `Sent by Siderail at ${origin} to whoever runs it.`,
  }));
  if (outcome.state === 'not_sent') throw new Error(`mail not sent: ${outcome.reason}`);
}

async function byWebhook({ fetch: send, origin }: AlertWays, url: string, alert: Alert): Promise<void> {
  const text = [alert.group, timesOf(alert), ...(alert.supportCode === null ? [] : [`Support code ${alert.supportCode}`]), origin].join('\n');
  const answer = await send(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text }), redirect: 'error', signal: AbortSignal.timeout(SEND_MS) });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`the webhook answered ${answer.status}`);
}
