import { writeAudit } from '../audit/index.ts';
import { escapeHtml } from '../core/html/escape-html.ts';
import { AppError } from '../core/errors/index.ts';
import { isOneAddress } from '../core/mail/is-one-address.ts';
import { accountOf, mayMail } from '../policies/index.ts';
import { defineAction } from './define-action.ts';
import { htmlTable } from './html-table.ts';
import { readSnapshot } from './read-snapshot.ts';
import { rowsShown } from './rows-shown.ts';

/**
 * The first rows by e-mail, to the signed person's own address and nobody else's. Rows leave HubSpot, so the right to
 * export is asked. A mail whose fate is unknown is told as that, and a repeat of the click does not send it again.
 */
export const mailSnapshotAction = defineAction({
  summary: { runs: 'server', name: 'mail-snapshot', title: 'E-mail me these rows', place: 'table', needs: 'export', confirm: 'Send the first 25 rows of this table to your own e-mail address?' },
  german: { title: 'Zeilen an mich mailen', confirm: 'Die ersten 25 Zeilen dieser Tabelle an Ihre eigene E-Mail-Adresse senden?' },
  objectTypeIds: ['0-1', '0-2', '0-3', '0-5'],
  scopes: [],
  verb: 'export',
  async run(context, { caller, table, tableId, reader }) {
    if (!isOneAddress(caller.userEmail)) throw new AppError('mail.not_sent', { userMessage: 'HubSpot did not tell us an e-mail address of yours.', fix: 'Check the address in your HubSpot profile.' });
    const account = await context.database.inPortal(caller.portalId, (tx) => accountOf(tx, caller.portalId));
    if (!mayMail(account, caller.userEmail)) {
      throw new AppError('mail.not_sent', { userMessage: 'The settings of this account allow no mail to your address.', fix: 'Ask a super admin, who can allow your domain in the settings of the app.' });
    }
    const german = reader.language === 'de';
    const { columns, rows, total } = await readSnapshot(table);
    const shown = rowsShown(rows.length, total, reader);
    const { title } = table.query.table;
    const first = `${title} (${table.name}), ${shown}, ${german ? 'Stand' : 'as of'} ${new Date(context.now()).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    const lines = rows.map((row) => columns.map((column, index) => `${column.title}: ${row[index] ?? ''}`).join('\n'));
    const outcome = await context.mailer.send({
      to: caller.userEmail,
      subject: `${title}: ${shown}`.replace(/[\r\n]+/g, ' ').slice(0, 180),
      text: [first, ...lines, 'Siderail'].join('\n\n'),
      html: `<!doctype html><html><body style="font:15px/1.5 Helvetica,Arial,sans-serif;color:#22303c"><p>${escapeHtml(first)}</p>${htmlTable(columns, rows)}<p style="color:#6b7a88;font-size:12px">Siderail</p></body></html>`,
      messageId: `<${context.newId()}@${new URL(context.settings.publicOrigin).hostname}>`,
    });
    if (outcome.state === 'not_sent') throw new AppError('mail.not_sent', { detail: outcome.reason });
    const { portalId, userId } = caller;
    await context.database.inPortal(portalId, (tx) => writeAudit(tx, portalId, { userId, action: 'rows.mailed', subject: tableId, details: { rows: rows.length, state: outcome.state } }));
    if (outcome.state === 'uncertain') return { message: german ? 'Es ist nicht sicher, dass die E-Mail angekommen ist. Sehen Sie nach, bevor Sie es wiederholen.' : 'We are not sure that the e-mail arrived. Look before you repeat it.', refresh: false };
    return { message: german ? `${shown} an ${caller.userEmail} gesendet.` : `${shown} sent to ${caller.userEmail}.`, refresh: false };
  },
});
