import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { findMariaDb } from '../../scripts/ensure-mariadb.ts';

export type MariaDbDatabase = {
  readonly name: string;
  /** Connection string of a user who owns this database and nothing else. */
  readonly url: string;
  /** Connection string of the server's administrator for this database. */
  readonly adminUrl: string;
};

export type MariaDb = { readonly port: number; /** Path of MariaDB's own command line. */ readonly client: string; createDatabase(): Promise<MariaDbDatabase>; close(): Promise<void> };

const ATTEMPTS = 5;

/** A real MariaDB with a data folder and a port of its own, gone with `close` or with this process. About two seconds. */
export async function startMariaDb(options: { readonly settings?: readonly string[] } = {}): Promise<MariaDb> {
  const programs = findMariaDb();
  if (programs === undefined) throw new Error('no MariaDB on this machine: install mariadb-server-core and mariadb-client-core (npm test does it where it may)');
  const folder = await mkdtemp(join(tmpdir(), 'siderail-mariadb-'));
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  const data = [`--datadir=${join(folder, 'data')}`, `--tmpdir=${folder}`, '--innodb-log-file-size=4M', ...asRoot];
  const made = spawnSync(programs.install, ['--no-defaults', ...data, '--auth-root-authentication-method=normal', '--skip-test-db'], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`the data folder of MariaDB could not be made: ${made.stderr}`);

  const server = await startServer([
    programs.server, '--no-defaults', ...data, `--socket=${join(folder, 'socket')}`, '--bind-address=127.0.0.1', '--skip-name-resolve',
    '--innodb-buffer-pool-size=32M', '--innodb-flush-log-at-trx-commit=0', '--skip-log-bin', '--debug-no-sync', '--performance-schema=off', ...(options.settings ?? []),
  ]);
  const asAdmin = `mysql://root@127.0.0.1:${server.port}`;

  async function createDatabase(): Promise<MariaDbDatabase> {
    const name = `test_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
    await runStatements(`${asAdmin}/mysql`, [
      `create database ${name} character set utf8mb4`,
      `create user ${name}@'%' identified by 'hunter2-password'`,
      `grant all on ${name}.* to ${name}@'%'`,
    ]);
    return { name, url: `mysql://${name}:hunter2-password@127.0.0.1:${server.port}/${name}`, adminUrl: `${asAdmin}/${name}` };
  }

  async function close(): Promise<void> {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }

  return { port: server.port, client: programs.client, createDatabase, close };
}

/** Another process may take the free port first: then the next one is tried. */
async function startServer(command: readonly string[]): Promise<{ port: number; stop(): Promise<void> }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    // The shell ends the server as soon as its own input ends, which it does however this process ends.
    const child = spawn('/bin/sh', ['-c', '"$@" & server=$!; read _; kill -9 $server; wait $server', 'sh', ...command, `--port=${port}`], { stdio: ['pipe', 'ignore', 'pipe'] });
    let said = '';
    const ready = new Promise<boolean>((done) => {
      child.stderr.on('data', (text: Buffer) => {
        said = (said + text.toString()).slice(-20_000);
        if (said.includes('ready for connections')) done(true);
        if (said.includes('Aborting')) done(false);
      });
      child.once('exit', () => done(false));
    });
    async function stop(): Promise<void> {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    }
    if (await ready) return { port, stop };
    await stop();
    if (attempt === ATTEMPTS) throw new Error(`MariaDB did not start: ${said}`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function runStatements(url: string, statements: readonly string[]): Promise<void> {
  const connection = await createConnection({ uri: url });
  try {
    for (const statement of statements) await connection.query(statement);
  } finally {
    await connection.end();
  }
}
