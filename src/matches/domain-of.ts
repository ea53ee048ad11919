/** Providers whose domain says nothing about where somebody works. */
const EVERYBODYS = new Set([
  'gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'yahoo.de', 'icloud.com', 'me.com', 'aol.com',
  'gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch', 'web.de', 't-online.de', 'freenet.de', 'proton.me', 'protonmail.com', 'mail.com', 'mail.ru', 'yandex.ru', 'qq.com', '163.com',
]);

/** The bare domain of an address of any kind, `https://www.Acme.example/de` or `Acme.example`; null where there is none. */
export function domainOf(text: string): string | null {
  const host = text.trim().toLowerCase().replace(/^[a-z][a-z0-9+.-]*:\/\//, '').replace(/^www\./, '').split(/[/?#:\s]/)[0] ?? '';
  return /^[^@]+\.[^@.]{2,}$/.test(host) ? host : null;
}

/** The domain of an e-mail address; null where it is no address or anybody's provider. */
export function emailDomainOf(email: string): string | null {
  const domain = /@([^@\s]+\.[^@\s.]{2,})$/.exec(email.trim().toLowerCase())?.[1] ?? null;
  return domain === null || EVERYBODYS.has(domain) ? null : domain;
}
