import { escapeHtml } from '../html/escape-html.ts';

export type MailParts = {
  readonly language: 'en' | 'de';
  readonly subject: string;
  /** A paragraph each; the first says what happened. */
  readonly lines: readonly string[];
  /** Below the lines, such as a table. `html`: its maker has escaped what stands in it. */
  readonly insert?: { readonly text: string; readonly html: string };
  /** The one link. */
  readonly button: { readonly title: string; readonly url: string } | null;
  /** Small print; empty: none. */
  readonly closing: string;
};

export type ComposedMail = { to: string; subject: string; text: string; html: string; messageId: string };

const FONT = 'font-family:Helvetica,Arial,sans-serif';

/** A mail as plain text and as HTML with the same words, all of them escaped. Tables and styles within elements: mail programs know little else. */
export function composeMail(to: string, messageId: string, parts: MailParts): ComposedMail {
  const { language, lines, insert, button, closing } = parts;
  const subject = parts.subject.replace(/[\r\n]+/g, ' ').slice(0, 180);
  const text = [...lines, insert?.text ?? '', button === null ? '' : `${button.title}: ${button.url}`, closing, 'Siderail'].filter((line) => line !== '').join('\n\n');
  const [first = '', ...rest] = lines;
  const body = [
    `<p style="margin:0 0 20px;color:#0b5d66;font-weight:bold">Siderail</p>`,
    `<p style="margin:0 0 12px;font-size:18px;line-height:1.4;font-weight:bold">${escapeHtml(first)}</p>`,
    ...rest.map((line) => `<p style="margin:0 0 12px">${escapeHtml(line)}</p>`),
    insert?.html ?? '',
    button === null ? '' : `<p style="margin:24px 0 0"><a href="${escapeHtml(button.url)}" style="background:#0b5d66;color:#ffffff;text-decoration:none;font-weight:bold;padding:12px 20px;border-radius:6px;display:inline-block">${escapeHtml(button.title)}</a></p>`,
    closing === '' ? '' : `<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #dfe5ea;color:#5c6b79;font-size:12px;line-height:1.5;word-break:break-word;overflow-wrap:anywhere">${escapeHtml(closing)}</p>`,
  ];
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:0;background:#f3f6f8"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f6f8"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:${insert === undefined ? 560 : 760}px;background:#ffffff;border:1px solid #dfe5ea;border-radius:10px"><tr><td align="left" style="padding:28px;${FONT};font-size:15px;line-height:1.5;color:#22303c;overflow-wrap:anywhere">${body.join('')}</td></tr></table>
</td></tr></table></body></html>`;
  return { to, subject, text, html, messageId };
}
