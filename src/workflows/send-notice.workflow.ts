import { z } from 'zod';
import { AppError } from '../core/errors/index.ts';
import { isOneAddress } from '../core/mail/is-one-address.ts';
import { requireRoom, sendMessage } from '../notices/index.ts';
import { accountOf, mayMail } from '../policies/index.ts';
import { defineWorkflowAction } from './define-workflow-action.ts';
import { findRecipients } from './find-recipients.ts';

const Fields = z.object({
  to: z.enum(['owner', 'approvers', 'person']),
  /** For `person`: their address. */
  person: z.string().max(254).nullish(),
  subject: z.string().trim().min(1).max(120),
  text: z.string().trim().min(1).max(2_000),
});

/** Writes a mail to people of the account; the workflow goes on at once. Governed by the account's mail domains and quiet hours. */
export const sendNoticeWorkflow = defineWorkflowAction<z.infer<typeof Fields>>({
  name: 'send-notice',
  fields: Fields,
  async run(context, { caller, record, fields: { to, person, subject, text }, signal }) {
    const { portalId, userId: sender } = caller;
    const account = await context.database.inPortal(portalId, (tx) => accountOf(tx, portalId));
    const found = await findRecipients(context, portalId, { to, person: person ?? '', record }, signal);
    const allowed = found.filter(({ email }) => isOneAddress(email) && mayMail(account, email));
    if (allowed.length === 0) throw new AppError('request.invalid', { userMessage: 'The account’s settings allow no mail to this address.', fix: 'Ask a Siderail admin of your HubSpot account: they name the mail domains.' });
    for (const { userId } of allowed) await requireRoom(context, portalId, userId);
    const messages = allowed.map(({ userId: recipientId, email: recipient }) => ({ id: context.newId(), portalId, sender, recipientId, recipient, subject, body: text, record }));
    return {
      state: 'done',
      outputs: { hs_execution_state: 'SUCCESS', status: 'ready', recipients: String(messages.length) },
      async write(tx) {
        for (const one of messages) await sendMessage(context, tx, one);
      },
    };
  },
});
