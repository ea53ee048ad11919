import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlainError } from '../plain-error.ts';
import { parseJson } from '../database/parse-json.ts';
import { isRunning, processIdentity } from '../database/process-identity.ts';

type Written = { owner: string; address: string; children: string[]; leaving: boolean };

/** Says which processes belong to the stack of a data directory, so that a start after kill -9 can clear the old ones away. */
export type ProcessRecord = {
  write: (address: string, pids: (number | undefined)[]) => void;
  /** From here on the processes are being ended, and another start waits for that instead of giving up. */
  leave: () => void;
  remove: () => void;
};

/** A launcher whose npm was killed needs a moment to notice. */
const noticeMs = 2000;
const leaveMs = 20_000;

/**
 * Takes the data directory for this process. Throws `PlainError` when a living stack uses it; children of a dead one
 * that have not noticed yet are killed, because they still hold the ports.
 */
export async function takeProcessRecord(dataDir: string): Promise<ProcessRecord> {
  const file = join(dataDir, 'stack.json');
  const before = await waitForOwner(file);
  if (before && isRunning(before.owner)) {
    throw new PlainError(`Siderail already runs from ${dataDir}, at ${before.address}: use that one, or stop it (process ${before.owner.split(':')[0]}).`);
  }
  await clear(before?.children ?? []);
  let now: Written = { owner: processIdentity(), address: '', children: [], leaving: false };
  const update = (change: Partial<Written>): void => {
    now = { ...now, ...change };
    writeFileSync(`${file}.new`, JSON.stringify(now));
    renameSync(`${file}.new`, file);
  };
  return {
    write: (address, pids) => update({ address, children: pids.filter((pid) => pid !== undefined).map((pid) => processIdentity(pid)) }),
    leave: () => update({ leaving: true }),
    remove: () => rmSync(file, { force: true }),
  };
}

async function waitForOwner(file: string): Promise<Written | undefined> {
  for (const began = Date.now(); ; await sleep(50)) {
    const written = read(file);
    if (!written || !isRunning(written.owner)) return written;
    // Asked for by our own process (a test, say): that one cannot be on its way out.
    if (written.owner === processIdentity() && !written.leaving) return written;
    if (Date.now() - began > (written.leaving ? leaveMs : noticeMs)) return written;
  }
}

async function clear(children: string[]): Promise<void> {
  const left = children.filter((child) => isRunning(child));
  for (const child of left) {
    try {
      process.kill(Number(child.split(':')[0]), 'SIGKILL');
    } catch {
      // Gone in the meantime, which is what was wanted.
    }
  }
  for (let wait = 0; wait < 50 && left.some((child) => isRunning(child)); wait += 1) await sleep(50);
}

function read(file: string): Written | undefined {
  try {
    return parseJson<Written>(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
