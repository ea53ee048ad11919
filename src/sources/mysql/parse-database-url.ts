import { databaseUrl, type DatabaseUrl } from '../database/database-url.ts';

/**
 * The parts of a connection string; null when it is no mysql:// or mariadb:// address with host, user and database.
 * Parameters are refused, because drivers let them switch protections off.
 */
export function parseDatabaseUrl(text: string): DatabaseUrl | null {
  return databaseUrl(text, { protocols: ['mysql:', 'mariadb:'], port: 3306 });
}
