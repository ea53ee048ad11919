import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, processIdentity } from './process-identity.ts';

/** Notes that this process uses the server and returns the note's name. Call only under the cluster's lock. */
export function joinClients(directory: string): string {
  mkdirSync(directory, { recursive: true });
  const name = randomUUID();
  writeFileSync(join(directory, name), processIdentity());
  return name;
}

/** Removes the note (and those of dead processes) and returns how many users are left. Call only under the cluster's lock. */
export function leaveClients(directory: string, name: string): number {
  rmSync(join(directory, name), { force: true });
  return countClients(directory);
}

/** How many living processes use the server; notes of dead ones are removed. Call only under the cluster's lock. */
export function countClients(directory: string): number {
  mkdirSync(directory, { recursive: true });
  let living = 0;
  for (const entry of readdirSync(directory)) {
    if (isRunning(readFileSync(join(directory, entry), 'utf8'))) living += 1;
    else rmSync(join(directory, entry), { force: true });
  }
  return living;
}
