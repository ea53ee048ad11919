/** What the mail library is told about the server of an SMTP_URL. */
export type SmtpSettings = {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly requireTLS: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
};

/**
 * `smtps://` speaks TLS from the first byte. `smtp://` must change over to it, because mails hold links to people's
 * files, unless the server is on this machine; `?tls=required` and `?tls=optional` say otherwise.
 */
export function smtpSettings(text: string): SmtpSettings {
  const url = new URL(text);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const secure = url.protocol === 'smtps:';
  const asked = url.searchParams.get('tls');
  const onThisMachine = host === 'localhost' || host === '::1' || host.startsWith('127.');
  return {
    host,
    port: Number(url.port === '' ? (secure ? 465 : 587) : url.port),
    secure,
    requireTLS: !secure && asked !== 'optional' && (asked === 'required' || !onThisMachine),
    ...(url.username === '' ? {} : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
  };
}
