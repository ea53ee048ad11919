import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { startWorkerProcess } from '../support/worker-process.ts';

const WATCHDOG = join(import.meta.dirname, '..', '..', 'server', 'poison', 'start-watchdog.ts');

let watched: ChildProcess | undefined;
afterEach(() => watched?.kill('SIGKILL'));

/** A process of its own with a watchdog of three seconds, which does what `then` says; each line it is sent makes it loop for ever. */
async function start(): Promise<{ said: () => string; pid: number; ended: Promise<unknown[]> }> {
  const program = `import { startWatchdog } from ${JSON.stringify(WATCHDOG)}; startWatchdog(3); process.stdin.on('data', () => { for (;;); }); console.log('ready');`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  watched = child;
  let text = '';
  child.stdout.on('data', (piece: Buffer) => { text += piece.toString(); });
  await eventually(() => text.includes('ready'));
  return { said: () => text, pid: child.pid!, ended: once(child, 'exit') };
}

/** Process ids of the shells that watch a process. */
function watchersOf(pid: number): number[] {
  if (process.platform !== 'linux') return [];
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

describe('a process that is stuck in a loop', () => {
  it('is ended, and says so (T66)', async () => {
    const { said, ended } = await start();

    watched!.stdin!.write('loop\n');

    expect(await ended).toEqual([null, 'SIGKILL']);
    await eventually(() => said().includes('the process was stuck and ends'));
  });

  it('is ended also when its watcher was killed before', async () => {
    const { pid, ended } = await start();
    for (const watcher of watchersOf(pid)) process.kill(watcher, 'SIGKILL');
    await eventually(() => watchersOf(pid).length === 0);

    watched!.stdin!.write('loop\n');

    expect(await ended).toEqual([null, 'SIGKILL']);
  });
});

// What watches on other systems is a thread: it needs no looking after, and /proc is not there to see.
if (process.platform === 'linux') describe('a process that is not stuck', () => {
  it('lives on when somebody had stopped it for longer than a stall may last', async () => {
    const { pid, ended } = await start();

    watched!.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    watched!.kill('SIGCONT');
    await new Promise((resolve) => setTimeout(resolve, 1_500));

    expect(watchersOf(pid)).toHaveLength(1);
    watched!.kill('SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
  });

  it('has a watcher from its start when it is a worker (T66)', async () => {
    const test = await startTestApp({ works: false });
    const worker = await startWorkerProcess(test.environment);
    try {
      const commands = watchersOf(worker.child.pid!).map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));

      expect(commands.filter((command) => command.includes('siderail-watchdog'))).toHaveLength(1);
    } finally {
      await worker.kill();
      await test.close();
    }
  });

  it('takes its watcher along when it ends', async () => {
    const { pid, ended } = await start();
    const [watcher] = watchersOf(pid);

    watched!.kill('SIGKILL');
    await ended;

    await eventually(() => {
      try {
        process.kill(watcher!, 0);
        return false;
      } catch {
        return true;
      }
    });
  });
});
