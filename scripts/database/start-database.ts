import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { PlainError } from '../plain-error.ts';
import { countClients, joinClients, leaveClients } from './client-count.ts';
import { clusterPaths, makePrivateDirectory, type ClusterPaths } from './cluster-paths.ts';
import { findPostgresTools, type PostgresTools } from './find-postgres-tools.ts';
import { runTool } from './run-tool.ts';
import { withLock } from './with-lock.ts';

export type StartedDatabase = {
  /** Connection string of the administrator, database `postgres`. */
  adminUrl: string;
  dataDir: string;
  /** True when this call created the cluster. */
  fresh: boolean;
  /** True when no other living process used the server at the moment of this call. */
  alone: boolean;
  /** Leaves the server; it is shut down when no other process uses it. */
  stop: () => Promise<void>;
};

const startTries = 10;
const betweenTriesMs = 300;

/**
 * Starts the packaged PostgreSQL, or attaches to the one already running on this data directory.
 * Safe to call from several processes at once: one initialises and starts, all get the same server.
 * `settings` are server parameters that apply only when this call starts the server.
 * Throws `PlainError` with one line that says what to change.
 */
export async function startDatabase(options: {
  baseDir: string;
  name: string;
  settings?: Readonly<Record<string, string>>;
}): Promise<StartedDatabase> {
  const tools = findPostgresTools();
  const paths = clusterPaths(options.baseDir, options.name, tools.user);
  const { adminUrl, fresh, alone, client } = await withLock(paths.lockFile, async () => {
    const created = await initialise(tools, paths);
    const url = (await attach(tools, paths)) ?? (await start(tools, paths, options.settings ?? {}));
    const others = countClients(paths.clientsDir);
    return { adminUrl: url, fresh: created, alone: others === 0, client: joinClients(paths.clientsDir) };
  });
  const stop = async (): Promise<void> => {
    await withLock(paths.lockFile, async () => {
      if (leaveClients(paths.clientsDir, client) > 0) return;
      await runTool(tools, 'pg_ctl', ['stop', '-w', '-m', 'fast', '-D', paths.dataDir]);
    });
  };
  return { adminUrl, dataDir: paths.dataDir, fresh, alone, stop };
}

async function initialise(tools: PostgresTools, paths: ClusterPaths): Promise<boolean> {
  if (existsSync(join(paths.dataDir, 'PG_VERSION'))) return false;
  // initdb writes PG_VERSION early, so a killed one would look finished: work beside the place and rename at the end.
  const unfinished = `${paths.dataDir}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  makePrivateDirectory(unfinished, tools.user);
  rmSync(paths.passwordFile, { force: true });
  writeFileSync(paths.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (tools.user) chownSync(paths.passwordFile, tools.user.uid, tools.user.gid);
  const { code, stderr } = await runTool(tools, 'initdb', [
    ...['-D', unfinished, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${paths.passwordFile}`],
    ...['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-sync'],
  ]);
  if (code !== 0) throw new PlainError(`The database could not be created in ${paths.dataDir}: ${lastLine(stderr)}`);
  if (tools.user) chownSync(paths.passwordFile, 0, 0);
  renameSync(unfinished, paths.dataDir);
  return true;
}

/** Right after kill -9 `pg_ctl status` and postmaster.pid still claim a running server, so only a connection counts. */
async function attach(tools: PostgresTools, paths: ClusterPaths): Promise<string | undefined> {
  const { code } = await runTool(tools, 'pg_ctl', ['status', '-D', paths.dataDir]);
  if (code !== 0) return undefined;
  const deadline = Date.now() + 30_000;
  for (;;) {
    const [pid, , , port, , , , status] = readPidFile(paths.dataDir);
    if (pid === undefined) return undefined;
    if (status === 'ready') {
      const url = adminUrlAt(paths, Number(port));
      return (await servesDirectory(url, paths.dataDir)) ? url : undefined;
    }
    // Still starting or recovering: a second server on the same directory would only be refused.
    if (Date.now() > deadline || !(await stillRunning(tools, paths))) return undefined;
    await sleep(100);
  }
}

async function start(tools: PostgresTools, paths: ClusterPaths, settings: Readonly<Record<string, string>>): Promise<string> {
  const parameters = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  let problem = '';
  for (let attempt = 0; attempt < startTries; attempt += 1) {
    if (attempt > 0) await sleep(betweenTriesMs);
    const port = await findFreePort();
    const fixed = [`-p ${port}`, '-c listen_addresses=127.0.0.1', "-c unix_socket_directories=''", '-c max_connections=200'];
    const log = join(paths.dataDir, 'server.log');
    const { code, stderr } = await runTool(tools, 'pg_ctl', [
      ...['start', '-w', '-t', '60', '-D', paths.dataDir, '-l', log],
      ...['-o', [...fixed, '-c synchronous_commit=on', ...parameters].join(' ')],
    ]);
    const url = adminUrlAt(paths, port);
    if (code === 0 && (await servesDirectory(url, paths.dataDir))) return url;
    problem = lastLine(stderr);
  }
  throw new PlainError(`The database in ${paths.dataDir} does not start: ${problem} (see server.log there).`);
}

async function stillRunning(tools: PostgresTools, paths: ClusterPaths): Promise<boolean> {
  return (await runTool(tools, 'pg_ctl', ['status', '-D', paths.dataDir])).code === 0;
}

async function servesDirectory(url: string, dataDir: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === dataDir.replaceAll('\\', '/');
  } catch (error) {
    // 28P01: the server is there and refuses our password; another one could not be started either.
    if ((error as { code?: string }).code === '28P01') {
      throw new PlainError(`The password file beside ${dataDir} does not fit its database: restore it, or delete the directory (this loses its data).`);
    }
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function adminUrlAt(paths: ClusterPaths, port: number): string {
  if (!existsSync(paths.passwordFile)) {
    throw new PlainError(`${paths.passwordFile} is missing: restore it, or delete ${paths.dataDir} (this loses its data).`);
  }
  const password = readFileSync(paths.passwordFile, 'utf8').trim();
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

function readPidFile(dataDir: string): (string | undefined)[] {
  try {
    return readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n').map((line) => line.trim());
  } catch {
    return [];
  }
}

async function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

function lastLine(text: string): string {
  return text.split('\n').at(-1)?.trim() || 'no reason given';
}
