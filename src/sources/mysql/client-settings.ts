import type { ConnectionOptions } from 'mysql2';
import { isLoopback } from '../database/is-loopback.ts';
import { openSocket } from './open-socket.ts';
import type { MysqlConfig } from './mysql-config.ts';
import { parseDatabaseUrl } from './parse-database-url.ts';
import type { ResolveHost } from '../../core/net/index.ts';

/** Settings of one connection: nothing a server says is run as code, no file of ours is offered, no second statement accepted. */
export function clientSettings(config: MysqlConfig, resolveHost: ResolveHost, connectMs: number): ConnectionOptions {
  const url = parseDatabaseUrl(config.url);
  if (url === null) throw new TypeError('the settings were not parsed');
  const plain = isLoopback(url.host) && config.tls === undefined;
  return {
    host: url.host,
    port: url.port,
    user: url.user,
    password: url.password,
    database: url.database,
    charset: 'utf8mb4_general_ci',
    // The driver checks neither the name in the certificate nor, without `verifyIdentity`, that it was made out to this host.
    ...(!plain && { ssl: { rejectUnauthorized: true, verifyIdentity: true, minVersion: 'TLSv1.2', ...(config.tls && { ca: config.tls.ca }) } }),
    stream: () => openSocket(url, resolveHost),
    connectTimeout: connectMs,
    connectAttributes: { program_name: 'siderail' },
    flags: ['-LOCAL_FILES', '-MULTI_RESULTS', '-IGNORE_SPACE', '-ODBC', '-FOUND_ROWS'],
    multipleStatements: false,
    enableCleartextPlugin: false,
    // The driver would otherwise build row parsers as source text, with the server's column names in it.
    disableEval: true,
    rowsAsArray: true,
    // Statements cast every cell to text; these are for a server that answers with something else.
    jsonStrings: true,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    maxPreparedStatements: 20,
  };
}
