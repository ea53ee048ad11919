import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { aptInstall } from '../../../../scripts/apt-install.ts';
import { dataDirectory } from '../../../../scripts/data-directory.ts';
import { PlainError } from '../../../../scripts/plain-error.ts';
import { endWithThisProcess } from '../../../support/end-with-this-process.ts';
import { eventually } from '../../../support/eventually.ts';

type Ran = { readonly status: number; readonly output: string };

/** A container engine with its Compose. `cwd` is where a command runs. */
export type Engine = {
  /** Versions of both, for the record. */
  readonly name: string;
  /** Standard output of `docker …`, without the last line break. Throws with all output when the command fails. */
  docker(args: readonly string[], cwd?: string): string;
  /** The same, whatever its exit code. */
  tryDocker(args: readonly string[]): Ran;
  /** The same without standing in the way of what this process serves meanwhile. */
  askDocker(args: readonly string[]): Promise<Ran>;
  /** `docker compose …`, or `docker-compose …` where that is the one there is. */
  compose(args: readonly string[], cwd: string): string;
  /** Of the machine, as containers reach it. */
  readonly hostAddress: string;
  close(): Promise<void>;
};

const NONE = 'No container engine answers here: start Docker with Compose and run this again, or run it as root on Debian, where it brings its own.';

/** The engine of this machine; where none answers, on Debian as root, one of its own with a folder of its own. Throws PlainError where neither can be had. */
export async function startEngine(): Promise<Engine> {
  if (ask(['docker', 'info', '--format', '{{.ServerVersion}}'], process.env).status === 0) return engine(process.env, () => Promise.resolve());
  if (process.platform !== 'linux' || process.getuid?.() !== 0) throw new PlainError(NONE);
  if (find('dockerd') === undefined && !aptInstall('a container engine', ['docker.io', 'docker-compose'])) throw new PlainError(NONE);
  const dockerd = find('dockerd');
  if (dockerd === undefined) throw new PlainError(NONE);

  const [root, run] = [join(dataDirectory(), 'containers'), mkdtempSync(join(tmpdir(), 'siderail-docker-'))];
  mkdirSync(root, { recursive: true });
  const log = join(run, 'log');
  const socket = `unix://${join(run, 'docker.sock')}`;
  const daemon = spawn(dockerd, ['--data-root', root, '--exec-root', join(run, 'exec'), '--pidfile', join(run, 'pid'), '--host', socket], { stdio: ['ignore', 'ignore', openSync(log, 'a')] });
  endWithThisProcess(daemon);
  const ended = once(daemon, 'exit');
  const env = { ...process.env, DOCKER_HOST: socket };
  await eventually(() => {
    if (daemon.exitCode !== null) throw new PlainError(`The container engine ended: ${readFileSync(log, 'utf8').slice(-2_000)}`);
    return ask(['docker', 'info'], env).status === 0;
  }, 60_000);
  return engine(env, async () => {
    daemon.kill('SIGTERM');
    await ended;
    rmSync(run, { recursive: true, force: true });
  });
}

function engine(env: NodeJS.ProcessEnv, close: () => Promise<void>): Engine {
  const composer = [['docker', 'compose'], ['docker-compose']].find((command) => ask([...command, 'version'], env).status === 0);
  if (composer === undefined) throw new PlainError('There is a container engine, but no Compose: install docker-compose.');
  const docker = (args: readonly string[], cwd?: string): string => must(['docker', ...args], env, cwd);
  return {
    docker, close,
    name: `Docker ${docker(['version', '--format', '{{.Server.Version}}'])}, ${must([...composer, 'version', '--short'], env)} of Compose`,
    tryDocker: (args) => ask(['docker', ...args], env),
    async askDocker(args) {
      const child = spawn('docker', args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
      const [[status], output] = await Promise.all([once(child, 'exit') as Promise<[number | null]>, text(child.stdout)]);
      return { status: status ?? 1, output };
    },
    compose: (args, cwd) => must([...composer, ...args], env, cwd),
    hostAddress: firstOf(docker(['network', 'inspect', 'bridge', '--format', '{{(index .IPAM.Config 0).Subnet}}'])),
  };
}

/** 172.17.0.1 of 172.17.0.0/16: this machine in the engine's first network, which the containers of all its networks reach. */
function firstOf(subnet: string): string {
  return subnet.replace(/\d+\/\d+$/, '1');
}

function must(command: readonly string[], env: NodeJS.ProcessEnv, cwd?: string): string {
  const { status, output, stdout } = ask(command, env, cwd);
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}:\n${output.slice(-6_000)}`);
  return stdout.trimEnd();
}

function ask([program = '', ...args]: readonly string[], env: NodeJS.ProcessEnv, cwd?: string): Ran & { readonly stdout: string } {
  const { status, stdout, stderr, error } = spawnSync(program, args, { env, ...(cwd === undefined ? {} : { cwd }), encoding: 'utf8', maxBuffer: 64_000_000 });
  return { status: status ?? 1, stdout: stdout ?? '', output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}` };
}

function find(name: string): string | undefined {
  return ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'].map((folder) => join(folder, name)).find((path) => existsSync(path));
}
