import type { ClientConfig } from 'pg';
import { isLoopback } from '../database/is-loopback.ts';
import { openSocket } from './open-socket.ts';
import { parseDatabaseUrl } from './parse-database-url.ts';
import type { PostgresConfig } from './postgres-config.ts';
import type { ResolveHost } from '../../core/net/index.ts';

/**
 * Settings of one connection. Everything the driver would otherwise take from this process's environment or home
 * directory is given, so that no customer's server is ever offered a password of ours.
 */
export function clientSettings(config: PostgresConfig, resolveHost: ResolveHost, connectMs: number): ClientConfig {
  const url = parseDatabaseUrl(config.url);
  if (url === null) throw new TypeError('the settings were not parsed');
  const plain = isLoopback(url.host) && config.tls === undefined;
  return {
    host: url.host,
    port: url.port,
    user: url.user,
    // As a function: an empty password would make the driver look into PGPASSWORD and ~/.pgpass.
    password: () => url.password,
    database: url.database,
    ssl: plain ? false : { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(config.tls && { ca: config.tls.ca }) },
    stream: () => openSocket(resolveHost),
    connectionTimeoutMillis: connectMs,
    application_name: 'siderail',
    keepAlive: true,
    // BEGIN, statement and COMMIT travel together: one round trip instead of three.
    pipeline: true,
  };
}
