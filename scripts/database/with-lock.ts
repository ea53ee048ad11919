import { linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlainError } from '../plain-error.ts';
import { isRunning, processIdentity } from './process-identity.ts';

const pollMs = 50;
const waitMs = 120_000;
const abandonedTheftMs = 10_000;
const heldHere = new Set<string>();

/** Runs `work` while no other process (or call) holds the lock file. A lock left by a dead process is taken over. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + waitMs;
  while (!tryTake(file)) {
    if (Date.now() > deadline) throw new PlainError(`Another start has held ${file} for two minutes: stop it, or delete that file.`);
    await sleep(pollMs);
  }
  heldHere.add(file);
  try {
    return await work();
  } finally {
    heldHere.delete(file);
    rmSync(file, { force: true });
  }
}

function tryTake(file: string): boolean {
  if (heldHere.has(file)) return false;
  // Linking a finished file is atomic and never shows a lock without its owner.
  const own = `${file}.${randomUUID()}`;
  writeFileSync(own, processIdentity());
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(own, { force: true });
  }
  if (isAbandoned(file)) removeAbandoned(file);
  return false;
}

function isAbandoned(file: string): boolean {
  const owner = readOwner(file);
  if (owner === undefined) return false;
  // Our own name on a lock we do not hold: a former life with the same process number (no start times outside Linux).
  return owner === processIdentity() ? !heldHere.has(file) : !isRunning(owner);
}

/** Only one may remove a dead lock, and it looks again first: two removals could delete the lock a third has just taken. */
function removeAbandoned(file: string): void {
  const theft = `${file}.removing`;
  try {
    mkdirSync(theft);
  } catch {
    removeOldTheft(theft);
    return;
  }
  try {
    if (isAbandoned(file)) rmSync(file, { force: true });
  } finally {
    rmdirSync(theft);
  }
}

function removeOldTheft(theft: string): void {
  const since = statSync(theft, { throwIfNoEntry: false })?.mtimeMs;
  if (since !== undefined && Date.now() - since > abandonedTheftMs) rmSync(theft, { recursive: true, force: true });
}

function readOwner(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
