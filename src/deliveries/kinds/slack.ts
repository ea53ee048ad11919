import type { Context } from '../../context/index.ts';
import { postText } from '../../core/net/index.ts';
import { defineKind } from '../define-kind.ts';
import type { Outcome, Sending } from '../define-kind.ts';
import { judgeAnswer } from '../judge-answer.ts';
import { messageOf, newsOf } from '../message-of.ts';
import type { Message } from '../message-of.ts';

const MOST_MS = 15_000;

/** A message in a Slack channel by its incoming webhook, which knows no repeat: what is uncertain is not sent again. */
export const slackKind = defineKind({
  kind: 'slack',
  repeatable: false,
  waits: [2_000, 30_000, 300_000, 1_800_000],
  scopes: [],
  send: async (context, sending, parcel) => post(context, sending, inSlack(messageOf(context, parcel))),
  tell: async (context, sending, news) => post(context, sending, inSlack(newsOf(context, news))),
  test: async (context, sending) => post(context, sending, 'Siderail can write to this channel.'),
});

async function post(context: Context, { settings, signal }: Sending<'slack'>, text: string): Promise<Outcome> {
  // Without unfurling and without names that become links or mentions: only ours is one.
  const body = JSON.stringify({ text, unfurl_links: false, unfurl_media: false });
  const posted = await postText(context.resolveHost, { url: settings.url, headers: { 'content-type': 'application/json' }, body, signal, mostMs: MOST_MS });
  return judgeAnswer(posted, context.now(), (_status, answer) =>
    (/^\s*(?:ok|\{"ok":\s*true\b.*\})\s*$/s.test(answer) ? { state: 'sent', receipt: 'Slack took the message.' } : { state: 'uncertain', reason: 'Slack’s answer does not say that it took the message.' }));
}

function inSlack({ line, url, open }: Message): string {
  return `${escapeSlack(line)}${url === null ? '' : ` <${url}|${open}>`}`;
}

/** Slack's three control characters (docs.slack.dev, formatting message text): without them no text is a mention or a link. */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
