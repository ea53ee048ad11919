import { spawn } from 'node:child_process';

/** One look takes so long at most; several in a row without a beat are a stall. */
const LOOK_SECONDS = 5;

/**
 * Waits for a byte per look. No byte because the pipe has ended: the process is gone. `T` is a process that somebody
 * stopped. A machine that wakes up finds one look over and waits for the others.
 */
const SCRIPT = `
silent=0
while :; do
  beat=$(timeout "$1" head -c 1)
  status=$?
  if [ "$status" -eq 0 ]; then
    [ -z "$beat" ] && exit 0
    silent=0
    continue
  fi
  grep -q '^State:.T' "/proc/$3/status" 2>/dev/null && silent=0
  silent=$((silent + $1))
  [ "$silent" -lt "$2" ] && continue
  printf '{"level":60,"pid":%s,"silent":%s,"msg":"the process was stuck and ends"}\\n' "$3" "$silent"
  kill -9 "$3"
  exit 0
done`;

/** A shell that ends with this process. `otherwise` is called where there is none, or when it has gone while this process lives. */
export function watchByShell(stallSeconds: number, otherwise: () => void): void {
  const look = Math.min(LOOK_SECONDS, Math.max(1, Math.floor(stallSeconds / 3)));
  // A group of its own: what a terminal sends to stop this process must not stop its watcher first.
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'siderail-watchdog', String(look), String(stallSeconds), String(process.pid)], {
    stdio: ['pipe', 'inherit', 'ignore'], detached: true, env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
  });
  const beat = setInterval(() => shell.stdin.write('.'), look * 400);
  let gone = false;
  const onGone = (): void => {
    if (gone) return;
    gone = true;
    clearInterval(beat);
    otherwise();
  };
  shell.once('error', onGone).once('exit', onGone);
  shell.stdin.on('error', onGone);
  beat.unref();
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
}
