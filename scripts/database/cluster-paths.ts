import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PlainError } from '../plain-error.ts';

/** Where one cluster keeps its parts. Everything lies beside the data directory, which belongs to PostgreSQL alone. */
export type ClusterPaths = {
  dataDir: string;
  /** Holds the administrator's password, mode 0600. */
  passwordFile: string;
  lockFile: string;
  /** One file per process that uses the server; the last one to leave stops it. */
  clientsDir: string;
};

/** Makes the base directory and decides where the data goes. Throws `PlainError` when it cannot be written. */
export function clusterPaths(baseDir: string, name: string, databaseUser: { uid: number; gid: number } | undefined): ClusterPaths {
  const base = placeForData(resolve(baseDir), databaseUser !== undefined);
  const dataDir = join(base, name);
  refuseForeignData(dataDir, databaseUser?.uid ?? process.getuid?.());
  return {
    dataDir,
    passwordFile: join(base, `${name}.password`),
    lockFile: join(base, `${name}.lock`),
    clientsDir: join(base, `${name}.clients`),
  };
}

/** Makes `directory` for the database user alone. Its parents must exist: a recursive mkdir would close them too. */
export function makePrivateDirectory(directory: string, owner: { uid: number; gid: number } | undefined): void {
  mkdirSync(directory, { mode: 0o700 });
  chmodSync(directory, 0o700);
  if (owner) chownSync(directory, owner.uid, owner.gid);
}

function placeForData(base: string, otherUser: boolean): string {
  makeDirectory(base);
  if (!otherUser || everyoneMayEnter(base)) return base;
  const hidden = `/var/tmp/siderail-pg-data-${createHash('sha256').update(base).digest('hex').slice(0, 16)}`;
  makeDirectory(hidden);
  const stat = lstatSync(hidden);
  if (!stat.isDirectory() || stat.uid !== 0) throw new PlainError(`${hidden} belongs to another user: remove it and start again.`);
  return hidden;
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new PlainError(`Cannot write to ${directory} (${code}): make it writable, or set DATA_DIR to a directory that is.`);
  }
}

function everyoneMayEnter(directory: string): boolean {
  for (let at = directory; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function refuseForeignData(dataDir: string, uid: number | undefined): void {
  if (uid === undefined || !existsSync(dataDir)) return;
  if (statSync(dataDir).uid === uid) return;
  throw new PlainError(`${dataDir} was made by another user: start as that user, or delete the directory (this loses its data).`);
}
