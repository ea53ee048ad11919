import type { Context } from '../../context/index.ts';
import { postText } from '../../core/net/index.ts';
import { defineKind } from '../define-kind.ts';
import type { Outcome, Sending } from '../define-kind.ts';
import { judgeAnswer } from '../judge-answer.ts';
import { messageOf, newsOf } from '../message-of.ts';
import type { Message } from '../message-of.ts';

const MOST_MS = 20_000;

/** A card in a Teams channel by a workflow's webhook, which knows no repeat: what is uncertain is not sent again. */
export const teamsKind = defineKind({
  kind: 'teams',
  repeatable: false,
  waits: [2_000, 30_000, 300_000, 1_800_000],
  scopes: [],
  send: async (context, sending, parcel) => post(context, sending, messageOf(context, parcel)),
  tell: async (context, sending, news) => post(context, sending, newsOf(context, news)),
  test: async (context, sending) => post(context, sending, { line: 'Siderail can write to this channel.', url: null, open: '' }),
});

async function post(context: Context, { settings, signal }: Sending<'teams'>, { line: text, url, open }: Message): Promise<Outcome> {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.4',
    // A text run shows its text as it is; a text block would read Markdown in it.
    body: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text }] }],
    actions: url === null ? [] : [{ type: 'Action.OpenUrl', title: open, url }],
  };
  const body = JSON.stringify({ type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }] });
  const posted = await postText(context.resolveHost, { url: settings.url, headers: { 'content-type': 'application/json' }, body, signal, mostMs: MOST_MS });
  // A connector says 200 with the failure of the channel behind it in the body.
  return judgeAnswer(posted, context.now(), (_status, answer) =>
    (/delivery failed/i.test(answer) ? { state: 'not_sent', reason: 'Teams did not take the message.' } : { state: 'sent', receipt: 'Teams took the message.' }));
}
