import { databaseUrl, type DatabaseUrl } from '../database/database-url.ts';

/**
 * The parts of a connection string; null when it is no postgres:// address with host, user and database. Parameters are
 * refused, because the driver's own parser lets them name another host or a file of this machine.
 */
export function parseDatabaseUrl(text: string): DatabaseUrl | null {
  return databaseUrl(text, { protocols: ['postgres:', 'postgresql:'], port: 5432 });
}
