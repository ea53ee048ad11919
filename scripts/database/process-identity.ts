import { readFileSync } from 'node:fs';

/** Names a process so that a later one with the same number is not taken for it. Containers hand out the same small numbers again and again. */
export function processIdentity(pid: number = process.pid): string {
  return `${pid}:${startTime(pid)}`;
}

/** Is the process that `processIdentity` named still running? */
export function isRunning(identity: string): boolean {
  const [pidText = '', started = ''] = identity.split(':');
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const [state, ...fields] = readStat(pid);
  // A zombie answers signals but has ended; where nobody collects it, it stays for ever.
  if (state === 'Z') return false;
  return started === '' || started === (fields[18] ?? '');
}

/** The process that started this one (Linux only). */
export function parentOf(pid: number): number | undefined {
  const parent = Number(readStat(pid)[1]);
  return Number.isInteger(parent) && parent > 0 ? parent : undefined;
}

/** Start time in clock ticks since boot (Linux only; empty elsewhere, where the number alone has to do). */
function startTime(pid: number): string {
  return readStat(pid)[19] ?? '';
}

/** The fields of /proc/<pid>/stat from the state on; empty where there is no such file. */
function readStat(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the program name, may itself hold spaces and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
