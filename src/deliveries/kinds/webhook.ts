import { createHmac } from 'node:crypto';
import type { Context } from '../../context/index.ts';
import { postText } from '../../core/net/index.ts';
import { defineKind } from '../define-kind.ts';
import type { Outcome, Sending } from '../define-kind.ts';
import { judgeAnswer } from '../judge-answer.ts';

const MOST_MS = 15_000;
const MINUTE = 60_000;

/**
 * A signed message as the Standard Webhooks specification has it (1.0): `webhook-id` stays the same over all tries and is
 * what a receiver knows a repeat by. The file itself is not in it.
 */
export const webhookKind = defineKind({
  kind: 'webhook',
  repeatable: true,
  waits: [5_000, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE, 300 * MINUTE, 600 * MINUTE],
  scopes: [],
  send: async (context, sending, parcel) => post(context, sending, parcel.deliveryId, 'export.ready', {
    jobId: parcel.jobId, portalId: parcel.portalId, title: parcel.title, userEmail: parcel.userEmail, record: parcel.record,
    file: { name: parcel.fileName, rows: parcel.rows, bytes: parcel.bytes, sha256: parcel.sha256, expiresAt: parcel.expiresAt.toISOString() },
  }),
  tell: async (context, sending, news) => post(context, sending, news.deliveryId, `export.${news.about}`, {
    jobId: news.jobId, portalId: news.portalId, title: news.title, userEmail: news.userEmail, record: news.record, reason: news.reason, supportCode: news.supportCode,
  }),
  test: async (context, sending) => post(context, sending, context.newId(), 'destination.test', {}),
});

async function post(context: Context, { settings, signal }: Sending<'webhook'>, id: string, type: string, data: object): Promise<Outcome> {
  const sentAt = context.now();
  const webhookId = `msg_${id.replaceAll('-', '')}`;
  const body = JSON.stringify({ type, timestamp: new Date(sentAt).toISOString(), data });
  const seconds = String(Math.floor(sentAt / 1000));
  // Several signatures stand side by side, parted by a space; a secret that was replaced signs along for a time.
  const secrets = [settings.secret, ...(settings.before ?? []).filter(({ until }) => Date.parse(until) > sentAt).map(({ secret }) => secret)];
  const signatures = secrets.map((secret) => signWebhook(secret, `${webhookId}.${seconds}.${body}`)).join(' ');
  const headers = { 'content-type': 'application/json', 'webhook-id': webhookId, 'webhook-timestamp': seconds, 'webhook-signature': signatures };
  const posted = await postText(context.resolveHost, { url: settings.url, headers, body, signal, mostMs: MOST_MS });
  return judgeAnswer(posted, sentAt, () => ({ state: 'sent', receipt: webhookId }));
}

/** `v1,` and the HMAC-SHA256 in base64; the secret is what stands behind `whsec_`, in base64. */
function signWebhook(secret: string, text: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
}
