import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall } from './apt-install.ts';

const FOLDERS = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];

/** The path of PgBouncer on this machine, or undefined. */
export function findPgBouncer(): string | undefined {
  return FOLDERS.filter((folder) => folder !== '').map((folder) => join(folder, 'pgbouncer')).find((path) => existsSync(path));
}

/** A pooler between us and the database is tested with a real one, which the tests start themselves. */
export function ensurePgBouncer(): boolean {
  return findPgBouncer() !== undefined || (aptInstall('PgBouncer for the tests of a pooler', ['pgbouncer']) && findPgBouncer() !== undefined);
}
