import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { applyMigrations } from '../../src/core/db/apply-migrations.ts';
import { ensureDatabase, startDatabase } from '../database/index.ts';
import { PlainError } from '../plain-error.ts';
import { ensureWorker } from '../worker-build/ensure-worker.ts';
import { addBusinessConnection, type BusinessConnection } from './add-business-connection.ts';
import { findFreePorts, readPorts, refuseTakenPorts, type Ports } from './ports.ts';
import { takeProcessRecord, type ProcessRecord } from './process-record.ts';
import { stackEnvironment, type Sizes, type StackDatabases } from './stack-environment.ts';
import { stackSecrets } from './stack-secrets.ts';
import { stackPrograms, type ProgramName, type ProgramPaths } from './stack-programs.ts';
import { supervise, type Supervised } from './supervise.ts';

export type StackOptions = {
  /** Where everything is kept; one stack at a time. */
  dataDir: string;
  /** Default: from the environment, else 4700 to 4703. `free` takes any four. */
  ports?: Ports | 'free';
  sizes?: Sizes;
  /** Delay of every HubSpot API answer. */
  latencyMs?: number;
  /** Prints nothing but restarts of processes that died. */
  quiet?: boolean;
  /** Breaks off a start that is still under way. */
  signal?: AbortSignal;
  /** Added to the environment of web and worker (crash points, log level). */
  extraEnvironment?: Partial<Record<ProgramName, NodeJS.ProcessEnv>>;
  /** Other programs in place of ours, for tests of the launcher itself; without `addConnection` that step is left out. */
  programs?: ProgramPaths;
};

export type Stack = {
  portalUrl: string;
  webUrl: string;
  hubspotApiUrl: string;
  ports: Ports;
  dataDir: string;
  databases: StackDatabases & { adminUrl: string };
  pid: (name: ProgramName) => number | undefined;
  /** Gives the portal one more connection to the business database. */
  addConnection: (connection: BusinessConnection) => Promise<void>;
  /** Ends every process, then leaves the database. */
  stop: () => Promise<void>;
};

const root = join(import.meta.dirname, '..', '..');
const portalId = 4_711_001;
const ownPrograms: Omit<ProgramPaths, 'worker'> = {
  sandbox: 'sandbox/main.ts',
  web: 'server/web.ts',
  addConnection: 'server/cli/add-connection.ts',
};

/**
 * Starts the database, the sandbox, one web and one worker process, and waits until all are ready. What died is started
 * again with a line on the terminal. Throws `PlainError` with one line that says what to change; nothing is left running then.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const dataDir = resolve(options.dataDir);
  const say = options.quiet ? (): void => undefined : (line: string): void => console.log(line);
  makeDirectories(dataDir);
  const record = await takeProcessRecord(dataDir);
  const ports = options.ports === 'free' ? await findFreePorts() : (options.ports ?? readPorts(process.env));
  if (options.ports !== 'free') await refuseTakenPorts(ports);
  const portalUrl = `http://localhost:${ports.portal}`;
  record.write(portalUrl, []);

  const running = new Map<ProgramName, Supervised>();
  const undo: (() => Promise<unknown>)[] = [async () => record.remove()];
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= stopAll(record, undo));
  // Programs that are waited for end at once then, which ends the start; between steps it is asked.
  options.signal?.addEventListener('abort', () => void Promise.all([...running.values()].map((program) => program.stop())));
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    options.signal?.throwIfAborted();
    return timed(say, name, work);
  };

  try {
    const cluster = await step('database', () => startDatabase({ baseDir: dataDir, name: 'pg18' }));
    undo.push(cluster.stop);
    const paths = options.programs ?? { ...ownPrograms, worker: await step('worker\'s program', () => ensureWorker(root)) };
    const secrets = stackSecrets(dataDir);
    const databases = await step('tables', () => prepareDatabases(cluster.adminUrl, secrets));
    const environment = stackEnvironment({ ports, dataDir, databases, secrets, sizes: options.sizes ?? {}, latencyMs: options.latencyMs });
    const programs = stackPrograms({ ports, dataDir, environment, extra: options.extraEnvironment ?? {}, paths, say });
    options.signal?.throwIfAborted();
    undo.push(() => Promise.all([...running.values()].map((program) => program.stop())));
    const onSpawn = (): void => record.write(portalUrl, [...running.values()].map((program) => program.pid()));
    const onRestart = (line: string): void => console.error(`siderail: ${line}`);
    for (const program of programs) running.set(program.name, supervise(program, { onRestart, onSpawn }));
    onSpawn();
    await Promise.all([...running].map(([name, program]) => step(name, () => program.ready)));
    const addConnection = async (connection?: BusinessConnection): Promise<void> => {
      if (paths.addConnection === undefined) throw new PlainError('This stack was started without the program that adds connections.');
      await addBusinessConnection({ env: environment.web, readerUrl: databases.businessReaderUrl, portalId, program: paths.addConnection }, connection);
    };
    if (paths.addConnection !== undefined) await step('business tables', () => addConnection());
    return {
      portalUrl,
      webUrl: `http://localhost:${ports.web}`,
      hubspotApiUrl: `http://127.0.0.1:${ports.hubspotApi}`,
      ports,
      dataDir,
      databases: { ...databases, adminUrl: cluster.adminUrl },
      pid: (name) => running.get(name)?.pid(),
      addConnection,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function stopAll(record: ProcessRecord, undo: (() => Promise<unknown>)[]): Promise<void> {
  record.leave();
  for (const step of undo.splice(0).reverse()) await step();
}

async function prepareDatabases(adminUrl: string, secrets: { databasePassword: string; readerPassword: string }): Promise<StackDatabases> {
  const owned = (role: string): { role: string; password: string } => ({ role, password: secrets.databasePassword });
  const siderailUrl = await ensureDatabase({ adminUrl, database: 'siderail', owner: owned('siderail') });
  const sandboxUrl = await ensureDatabase({ adminUrl, database: 'sandbox_hubspot', owner: owned('sandbox_hubspot') });
  const businessAdminUrl = await ensureDatabase({ adminUrl, database: 'business' });
  await applyMigrations({ databaseUrl: siderailUrl, directory: join(root, 'prisma', 'migrations') });
  const reader = new URL(businessAdminUrl);
  reader.username = 'business_reader';
  reader.password = secrets.readerPassword;
  return { siderailUrl, sandboxUrl, businessAdminUrl, businessReaderUrl: reader.toString() };
}

function makeDirectories(dataDir: string): void {
  try {
    for (const directory of [dataDir, join(dataDir, 'logs'), join(dataDir, 'files')]) mkdirSync(directory, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new PlainError(`Cannot write to the data directory ${dataDir} (${code}): make it writable, or set DATA_DIR to one that is.`);
  }
}

async function timed<T>(say: (line: string) => void, name: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  say(`  ${name.padEnd(18)} ready in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}
