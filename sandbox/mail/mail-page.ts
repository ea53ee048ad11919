import { html, type Html } from '../portal/pages/html.ts';
import type { StoredMail } from './mail-store.ts';

/** The inbox: the list, and the chosen message as text and as HTML in a frame without scripts. */
export function mailPage(input: { mails: StoredMail[]; selected: StoredMail | undefined }): Html {
  const { mails, selected } = input;
  return html`<main class="pt-page">
    <h1>Mail inbox</h1>
    ${mails.length === 0 && html`<p class="pt-box pt-muted">No mail yet. Whatever the app sends arrives here, to whomever it is addressed.</p>`}
    ${mails.length > 0 &&
    html`<div class="pt-mail">
      <nav class="pt-box pt-mail-list" aria-label="Messages">
        ${mails.map(
          (mail) =>
            html`<a class="pt-mail-item ${mail.id === selected?.id && 'is-current'}" href="/mail/${mail.id}">
              <strong>${mail.subject || '(no subject)'}</strong>
              <span class="pt-muted">${mail.to.join(', ')}<br />${moment(mail.receivedAt)}</span>
            </a>`,
        )}
      </nav>
      ${selected && message(selected)}
    </div>`}
  </main>`;
}

function message(mail: StoredMail): Html {
  return html`<article class="pt-box" aria-label="Message">
    <h2>${mail.subject || '(no subject)'}</h2>
    <dl class="pt-mail-head">
      <dt>From</dt><dd>${mail.from}</dd>
      <dt>To</dt><dd>${mail.to.join(', ')}</dd>
      <dt>Received</dt><dd>${moment(mail.receivedAt)}</dd>
    </dl>
    ${mail.html && html`<iframe title="Message as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${framed(mail.html)}"></iframe>`}
    ${mail.text && html`<h3>Plain text</h3><pre>${withLinks(mail.text)}</pre>`}
  </article>`;
}

/** An ISO time to the second, readable. */
function moment(iso: string): string {
  return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}

/** Links of the message open in a new tab. */
function framed(body: string): string {
  return `<!doctype html><base target="_blank"><style>body{font:14px/1.5 Helvetica,Arial,sans-serif;margin:12px}</style>${body}`;
}

function withLinks(text: string): Html[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) => (index % 2 === 1 ? html`<a href="${part}" target="_blank" rel="noopener noreferrer">${part}</a>` : html`${part}`));
}
