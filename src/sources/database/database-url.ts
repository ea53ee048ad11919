import { isHostName } from '../../core/net/index.ts';

export type DatabaseUrl = { readonly host: string; readonly port: number; readonly user: string; readonly password: string; readonly database: string };

/** The parts of a connection string; null when it is none of these protocols with host, user and database, or has parameters. `port`: where it names none. */
export function databaseUrl(text: string, { protocols, port }: { readonly protocols: readonly string[]; readonly port: number }): DatabaseUrl | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!protocols.includes(url.protocol)) return null;
  if (url.search !== '' || url.hash !== '') return null;
  try {
    const parts = {
      host: decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? port : Number(url.port),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: decodeURIComponent(url.pathname.slice(1)),
    };
    if (!isHostName(parts.host) || parts.port === 0 || parts.user === '' || parts.database === '') return null;
    return Object.values(parts).some((part) => String(part).includes('\0')) ? null : parts;
  } catch {
    return null;
  }
}
