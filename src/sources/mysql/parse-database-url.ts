import { isHostName } from '../../core/net/index.ts';

export type DatabaseUrl = { readonly host: string; readonly port: number; readonly user: string; readonly password: string; readonly database: string };

/**
 * The parts of a connection string; null when it is no mysql:// or mariadb:// address with host, user and database.
 * Parameters are refused, because drivers let them switch protections off.
 */
export function parseDatabaseUrl(text: string): DatabaseUrl | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'mysql:' && url.protocol !== 'mariadb:') return null;
  if (url.search !== '' || url.hash !== '') return null;
  try {
    const parts = {
      host: decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? 3306 : Number(url.port),
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
