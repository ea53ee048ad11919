import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall } from './apt-install.ts';

export type MariaDbPrograms = { readonly server: string; readonly install: string; readonly client: string };

const FOLDERS = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin', '/usr/libexec'];

/** The MariaDB server of this machine, the program that makes its data folder, and its command line; undefined when one is missing. */
export function findMariaDb(): MariaDbPrograms | undefined {
  const server = findProgram(['mariadbd', 'mysqld'], isMariaDb);
  const install = findProgram(['mariadb-install-db', 'mysql_install_db'], () => true);
  const client = findProgram(['mariadb', 'mysql'], () => true);
  return server !== undefined && install !== undefined && client !== undefined ? { server, install, client } : undefined;
}

/** Business tables in MySQL and MariaDB are tested against a real server, which the tests start themselves: Debian's package of the bare programs brings no service. */
export function ensureMariaDb(): boolean {
  return findMariaDb() !== undefined || (aptInstall('MariaDB for the tests of MySQL tables', ['mariadb-server-core', 'mariadb-client-core']) && findMariaDb() !== undefined);
}

function findProgram(names: readonly string[], fits: (path: string) => boolean): string | undefined {
  return names.flatMap((name) => FOLDERS.filter((folder) => folder !== '').map((folder) => join(folder, name))).find((path) => existsSync(path) && fits(path));
}

/** A `mysqld` may be MySQL's own, whose data folder is made in another way. */
function isMariaDb(path: string): boolean {
  return spawnSync(path, ['--no-defaults', '--version'], { encoding: 'utf8' }).stdout?.includes('MariaDB') ?? false;
}
