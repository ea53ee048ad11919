import { readFileSync } from 'node:fs';
import { isRunning, parentOf, processIdentity } from './database/process-identity.ts';

const everyMs = 500;

/**
 * Calls `leave` once when npm, which started this process, ends without a word (kill -9). Does nothing for a program
 * started otherwise: that may well outlive its shell on purpose.
 */
export function whenParentEnds(leave: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const parents = ancestors();
  const timer = setInterval(() => {
    if (parents.every((parent) => isRunning(parent))) return;
    clearInterval(timer);
    leave();
  }, everyMs);
  timer.unref();
}

/** npm itself, and the shell that npm may have put between. */
function ancestors(): string[] {
  const parent = process.ppid;
  const shell = /^(ba|da|a)?sh$/.test(nameOf(parent)) ? parentOf(parent) : undefined;
  return [parent, ...(shell === undefined ? [] : [shell])].map((pid) => processIdentity(pid));
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}
