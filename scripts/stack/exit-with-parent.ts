/**
 * Loaded into every process of the stack by `--import`. Its stdin is a pipe from the parent; the pipe closes when the
 * parent ends in any way, kill -9 included, and then this process ends too: in order if it can, at once after 3 s.
 */
process.stdin.on('end', leave);
process.stdin.on('error', leave);
process.stdin.resume();
(process.stdin as NodeJS.ReadStream & { unref?: () => void }).unref?.();

function leave(): void {
  setTimeout(() => process.exit(1), 3000).unref();
  process.kill(process.pid, 'SIGTERM');
}
