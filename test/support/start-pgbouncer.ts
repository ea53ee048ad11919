import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ensurePgBouncer, findPgBouncer } from '../../scripts/ensure-pgbouncer.ts';
import { endWithThisProcess } from './end-with-this-process.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

export type PgBouncer = {
  /** The same database, user and password, with the pooler between. */
  readonly url: string;
  /** How many of its connections to the database there are, by its own account. */
  servers(): Promise<number>;
  close(): Promise<void>;
};

export type PoolMode = 'session' | 'transaction';

/** PgBouncer refuses to run as root. */
const NOBODY = 65_534;

/** A real PgBouncer in front of the database of `url`, with nothing set but what is needed and `settings`. Under a second. */
export async function startPgBouncer(url: string, mode: PoolMode, settings: readonly string[] = []): Promise<PgBouncer> {
  ensurePgBouncer();
  const program = findPgBouncer();
  if (program === undefined) throw new Error('no PgBouncer on this machine: install pgbouncer (npm test does it where it may)');
  const to = new URL(url);
  const [user, password] = [decodeURIComponent(to.username), decodeURIComponent(to.password)];
  const folder = await mkdtemp(join(tmpdir(), 'siderail-pgbouncer-'));
  const port = await freePort();
  const [ini, log] = [join(folder, 'pgbouncer.ini'), join(folder, 'log')];
  await writeFile(join(folder, 'users.txt'), `"${user}" "${password}"\n`);
  await writeFile(ini, [
    '[databases]', `* = host=${to.hostname} port=${to.port}`,
    '[pgbouncer]', 'listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir =', 'auth_type = scram-sha-256', `auth_file = ${join(folder, 'users.txt')}`,
    `stats_users = ${user}`, `logfile = ${log}`, `pool_mode = ${mode}`, 'default_pool_size = 60', ...settings,
  ].join('\n'));
  const asRoot = process.getuid?.() === 0;
  if (asRoot) {
    await chmod(folder, 0o755);
    await chown(folder, NOBODY, NOBODY);
  }
  const child = spawn(program, ['-q', ini], { stdio: 'ignore', ...(asRoot ? { uid: NOBODY, gid: NOBODY } : {}) });
  endWithThisProcess(child);
  const ended = once(child, 'exit');

  const own = new URL(url);
  own.host = `127.0.0.1:${port}`;
  const console = new URL(own);
  console.pathname = '/pgbouncer';

  async function servers(): Promise<number> {
    // Its console speaks the simple protocol only.
    const client = new pg.Client({ connectionString: console.toString() });
    await client.connect();
    try {
      return (await client.query('show servers')).rows.length;
    } finally {
      await client.end();
    }
  }
  async function close(): Promise<void> {
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  }

  await eventually(async () => {
    if (child.exitCode !== null) throw new Error(`PgBouncer ended: ${await readFile(log, 'utf8').catch(() => 'no log')}`);
    return (await servers()) >= 0;
  }, 15_000);
  return { url: own.toString(), servers, close };
}
