import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isRunning, processIdentity } from '../../scripts/database/process-identity.ts';
import { eventually } from './eventually.ts';

it('a worker process ends with the test that started it, also when that is killed with -9 and the worker is stopped', async () => {
  const parent = spawn(process.execPath, [join(import.meta.dirname, 'hang-with-child.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(parent.stdout.setEncoding('utf8'), 'data')) as [string];
  const child = processIdentity(Number(said));
  expect(isRunning(child)).toBe(true);

  parent.kill('SIGKILL');

  await eventually(() => !isRunning(child));
});
