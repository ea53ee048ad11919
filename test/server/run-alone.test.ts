import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createRunAlone } from '../../server/poison/run-alone.ts';
import type { Context } from '../../src/context/index.ts';
import type { JobRow } from '../../src/jobs/index.ts';

/** No renewal of the lease falls into the test, so that there is nothing to renew it in. */
const context = { settings: { leaseSeconds: 3_600 }, now: Date.now } as unknown as Context;
const job = { id: '00000000-0000-4000-8000-000000000001', portalId: 4711001n, fence: 3 } as unknown as JobRow;
const program = process.argv[1]!;

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'siderail-alone-')); });
afterEach(() => { process.argv[1] = program; });
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a worker hears of a job whose own process does this. */
async function heardOf(does: string): Promise<unknown> {
  const file = join(folder, 'program.mjs');
  await writeFile(file, does);
  process.argv[1] = file;
  const never = new AbortController().signal;
  return createRunAlone(context)(job, never, never);
}

it('a process that ends before it came to its job is told from one that the job took down: the job of the first is not to blame (T66, I6)', async () => {
  expect(await heardOf('process.exit(1);')).toEqual({ end: 'never-began' });
  expect(await heardOf('this is no program')).toEqual({ end: 'never-began' });
  expect(await heardOf("process.send('begun', () => setTimeout(() => process.kill(process.pid, 'SIGSEGV'), 200));")).toEqual({ end: 'died', how: 'SIGSEGV' });
  expect(await heardOf("process.send('begun', () => process.send('settled', () => setTimeout(() => process.exit(0), 200)));")).toEqual({ end: 'settled' });
});
