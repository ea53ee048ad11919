import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/**
 * Kills `child` when this process ends in any way, kill -9 included, also when the child is stopped and could not
 * notice. A shell beside it waits on a pipe that only this process holds open; a word on it means that all is well.
 */
export function endWithThisProcess(child: ChildProcess): void {
  const guard = spawn('/bin/sh', ['-c', `trap '' INT TERM HUP; read -r word || kill -9 "$0"`, String(child.pid)], { stdio: ['pipe', 'ignore', 'ignore'] });
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  (guard.stdin as unknown as { unref(): void }).unref();
  child.once('exit', () => guard.stdin.end('fine\n'));
}
