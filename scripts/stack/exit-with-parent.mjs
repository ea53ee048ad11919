/**
 * Loaded into every process of the stack by `--import`. Its stdin is a pipe from the parent; the pipe closes when the
 * parent ends in any way, kill -9 included, and then this process ends too: in order if it can, at once after 3 s.
 * Plain JavaScript, so that a process that needs no compiler otherwise does not load one for it.
 */
import { setTimeout } from 'node:timers';

process.stdin.on('end', leave);
process.stdin.on('error', leave);
process.stdin.resume();
process.stdin.unref?.();

function leave() {
  setTimeout(() => process.exit(1), 3000).unref();
  process.kill(process.pid, 'SIGTERM');
}
