import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { supervise } from '../../../scripts/stack/supervise.ts';
import { eventually } from '../../support/eventually.ts';

const folder = mkdtempSync(join(tmpdir(), 'siderail-supervise-'));
const node = process.execPath;
afterAll(() => {
  process.execPath = node;
  rmSync(folder, { recursive: true, force: true });
});

it('a program that for a moment cannot be started at all is tried again, and the launcher lives on', async () => {
  const said: string[] = [];
  const program = supervise(
    { name: 'sleeper', args: ['-e', 'console.log("here"); setInterval(() => undefined, 1e6)'], env: process.env, logFile: join(folder, 'sleeper.log'), isReady: async (output) => output().includes('here') },
    { onRestart: (line) => said.push(line), onSpawn: () => undefined },
  );
  try {
    await program.ready;
    process.execPath = join(folder, 'no-such-program');
    process.kill(program.pid()!, 'SIGKILL');
    await eventually(() => said.length >= 2);

    process.execPath = node;

    await eventually(() => program.pid() !== undefined);
    expect(said.every((line) => line.startsWith('sleeper ended unexpectedly'))).toBe(true);
  } finally {
    await program.stop();
  }
});
