import { watchByShell } from './watch-by-shell.ts';
import { watchByThread } from './watch-by-thread.ts';

/**
 * Ends this process when it is stuck: a loop without an end keeps it from renewing leases, from answering and from taking a
 * signal, so something outside its thread watches it. On Linux that is a shell of one megabyte, elsewhere a second thread, which
 * takes thirty. A stopped process and a machine that slept are no stall.
 */
export function startWatchdog(stallSeconds: number): void {
  if (process.platform === 'linux') watchByShell(stallSeconds, () => watchByThread(stallSeconds));
  else watchByThread(stallSeconds);
}
