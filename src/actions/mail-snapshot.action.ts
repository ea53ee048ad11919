import { writeAudit } from '../audit/index.ts';
import { AppError } from '../core/errors/index.ts';
import { composeMail } from '../core/mail/compose-mail.ts';
import { isOneAddress } from '../core/mail/is-one-address.ts';
import { sayMoment } from '../core/time/say-moment.ts';
import { accountOf, mayMail } from '../policies/index.ts';
import { readingOf } from '../readers/index.ts';
import { defineAction } from './define-action.ts';
import { mailTable } from './mail-table.ts';
import { readSnapshot } from './read-snapshot.ts';
import { rowsShown } from './rows-shown.ts';
import { spokenCell } from './spoken-cell.ts';

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
    const { timeZone } = await context.database.inPortal(caller.portalId, (tx) => readingOf(tx, caller.portalId, caller.userId));
    const said = rows.map((row) => columns.map((column, at) => spokenCell(row[at], column, reader, timeZone)));
    const asOf = sayMoment(new Date(context.now()), { locale: reader.locale, timeZone });
    const outcome = await context.mailer.send(composeMail(caller.userEmail, `<${context.newId()}@${new URL(context.settings.publicOrigin).hostname}>`, {
      language: reader.language,
      subject: `${title}: ${shown}`,
      lines: [`${title}: ${shown}`, `${table.name} · ${german ? 'Stand' : 'as of'} ${asOf}`],
      insert: { text: said.map((row) => columns.map((column, at) => `${column.title}: ${row[at]}`).join('\n')).join('\n\n'), html: mailTable(columns, said) },
      button: null, closing: '',
    }));
    if (outcome.state === 'not_sent') throw new AppError('mail.not_sent', { detail: outcome.reason });
    const { portalId, userId } = caller;
    await context.database.inPortal(portalId, (tx) => writeAudit(tx, portalId, { userId, action: 'rows.mailed', subject: tableId, details: { rows: rows.length, state: outcome.state } }));
    if (outcome.state === 'uncertain') return { message: german ? 'Es ist nicht sicher, dass die E-Mail angekommen ist. Sehen Sie nach, bevor Sie es wiederholen.' : 'We are not sure that the e-mail arrived. Look before you repeat it.', refresh: false };
    return { message: german ? `${shown} an ${caller.userEmail} gesendet.` : `${shown} sent to ${caller.userEmail}.`, refresh: false };
  },
});
