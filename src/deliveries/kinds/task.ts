import type { Context } from '../../context/index.ts';
import { toAppError } from '../../core/errors/index.ts';
import type { AppError } from '../../core/errors/index.ts';
import { escapeHtml } from '../../core/html/escape-html.ts';
import { createObject, readOwners, TASK_TO } from '../../hubspot/index.ts';
import { defineKind } from '../define-kind.ts';
import type { News, Outcome } from '../define-kind.ts';
import { messageOf, newsOf, oneLine } from '../message-of.ts';
import { MESSAGE_WORDS } from '../message-words.ts';
import type { MessageWords } from '../message-words.ts';

const ASSOCIATION_TYPES: Readonly<Record<string, number>> = TASK_TO;
const REMIND_AFTER_MS = 60_000;
const DUE_AFTER_MS = 3_600_000;

/** A task with a reminder in HubSpot for whoever asked for the export, on the record it was asked for on. */
export const taskKind = defineKind({
  kind: 'task',
  repeatable: false,
  waits: [5_000, 60_000, 300_000, 1_800_000],
  scopes: ['crm.objects.contacts.write', 'crm.objects.owners.read'],
  send: async (context, { signal }, parcel) => makeTask(context, signal, parcel, { subject: wordsFor(parcel).task.ready(oneLine(parcel.title)), line: messageOf(context, parcel).line, more: wordsFor(parcel).inCard }),
  tell: async (context, { signal }, news) => makeTask(context, signal, news, { subject: wordsFor(news).task[news.about](oneLine(news.title)), line: newsOf(context, news).line, more: wordsFor(news).onPage }),
  test: async () => ({ state: 'sent', receipt: 'Tasks can be made.' }),
});

function wordsFor({ reading }: Pick<News, 'reading'>): MessageWords {
  return MESSAGE_WORDS[reading.language];
}

async function makeTask(
  context: Context, signal: AbortSignal, about: Pick<News, 'portalId' | 'record' | 'jobId' | 'deliveryId' | 'userEmail'>, words: { readonly subject: string; readonly line: string; readonly more: string },
): Promise<Outcome> {
  const { portalId, record } = about;
  if (record === null) return { state: 'not_sent', final: true, reason: 'There is no record the task could stand on.' };
  const asking = { portalId, lane: 'background', signal, purpose: { area: 'exports', jobId: about.jobId } } as const;
  const mark = `Siderail reference ${about.deliveryId.replaceAll('-', '').slice(0, 10).toUpperCase()}`;
  const due = context.now() + DUE_AFTER_MS;
  try {
    const [owner] = await readOwners(context.hubspot, asking, { email: about.userEmail });
    if (owner === undefined) return { state: 'not_sent', final: true, reason: 'HubSpot knows this person as no owner, so a task would reach nobody.' };
    const id = await createObject(context.hubspot, asking, {
      objectType: 'tasks',
      properties: {
        hs_timestamp: new Date(due).toISOString(), hs_task_reminders: String(context.now() + REMIND_AFTER_MS), hubspot_owner_id: owner.id,
        hs_task_subject: words.subject, hs_task_status: 'NOT_STARTED', hs_task_type: 'TODO',
        hs_task_body: `<p>${escapeHtml(words.line)}</p><p>${words.more}</p><p>${mark}</p>`,
      },
      associations: [{ toId: record.objectId, associationTypeId: ASSOCIATION_TYPES[record.objectTypeId] ?? TASK_TO['0-1'] }],
      recognise: { by: 'mark', property: 'hs_task_body', mark, beside: { objectType: record.objectTypeId, id: record.objectId } },
    });
    return { state: 'sent', receipt: `Task ${id}` };
  } catch (thrown) {
    return judge(toAppError(thrown));
  }
}

/** The gateway gives an answer that was lost and could not be found again no other try. */
function judge(error: AppError): Outcome {
  const reason = `${error.userMessage} ${error.fix}`;
  if (error.code === 'hubspot.unavailable' && error.retry === 'never') return { state: 'uncertain', reason };
  return { state: 'not_sent', reason, ...(error.retry === 'never' ? { final: true } : {}), ...(typeof error.retry === 'object' ? { afterMs: error.retry.afterMs } : {}) };
}
