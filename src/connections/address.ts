import type { ConnectionAddress } from '#contract';

/** The parts of an address as the one text that sources take. */
export function formatAddress({ sourceKey, host, port, database, user, password }: ConnectionAddress): string {
  const place = host.includes(':') ? `[${host}]` : host;
  const secret = password === '' ? '' : `:${encodeURIComponent(password)}`;
  return `${sourceKey}://${encodeURIComponent(user)}${secret}@${place}:${port}/${encodeURIComponent(database)}`;
}

/** An address in its parts, without the password: what may be shown. */
export function readAddress(sourceKey: ConnectionAddress['sourceKey'], text: string): Omit<ConnectionAddress, 'password'> {
  const url = new URL(text);
  return {
    sourceKey,
    host: decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (sourceKey === 'postgres' ? 5432 : 3306) : Number(url.port),
    database: decodeURIComponent(url.pathname.slice(1)),
    user: decodeURIComponent(url.username),
  };
}
