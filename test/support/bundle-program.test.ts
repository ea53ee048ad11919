import { spawnSync } from 'node:child_process';
import { statSync, utimesSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it, vi } from 'vitest';
import { bundleProgram } from './bundle-program.ts';

// Nobody else runs it, so its bundle may be aged here.
const PROGRAM = 'scripts/licences.ts';
const WEEK_MS = 7 * 86_400_000;

it('a program of one file says what the program says, is made once, and is not taken away as old while it is in use', async () => {
  const file = await bundleProgram(PROGRAM);
  const lastWeek = new Date(Date.now() - WEEK_MS);
  utimesSync(dirname(file), lastWeek, lastWeek);
  const made = statSync(file).mtimeMs;

  vi.resetModules();
  const again = await (await import('./bundle-program.ts')).bundleProgram(PROGRAM);

  expect(again).toBe(file);
  expect(statSync(file).mtimeMs).toBe(made);
  expect(statSync(dirname(file)).mtimeMs).toBeGreaterThan(lastWeek.getTime() + WEEK_MS / 2);
  const [bundled, own] = [file, PROGRAM].map((program) => spawnSync(process.execPath, [program], { encoding: 'utf8' }));
  expect(bundled!.stdout).toBe(own!.stdout);
  expect(bundled!.status).toBe(0);
});
