import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopDatabase } from '../../scripts/database/index.ts';

const ROOT = join(import.meta.dirname, '..', '..');
let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'siderail-demo-'));
  chmodSync(dataDir, 0o755);
});
afterAll(async () => {
  await stopDatabase({ baseDir: join(dataDir, 'demo'), name: 'pg18' });
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

async function demo(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['scripts/demo.ts', ...args], { cwd: ROOT, env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir }, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (text: string) => { said[name] += text; });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

describe('npm run demo', () => {
  it.each([['--source', 'nothing'], ['--rows', 'many'], ['--rows', '0'], ['--latency', 'none']])('says how it is used when it is called with %s %s', async (...args) => {
    const { code, stderr } = await demo(...args);

    expect([code, stderr]).toEqual([2, expect.stringContaining('npm run demo -- [--source hubspot|database]')]);
  });

  /** Everything, from an empty folder: by `npm run chaos -- demo`. */
  if (process.env['CHAOS_KILLS'] !== undefined) {
    it.each([['hubspot', 3_000], ['database', 3_000]] as const)('installs, looks, acts, exports from %s, reads the mail and compares every cell of the file with the source', async (source, rows) => {
      const { code, stdout, stderr } = await demo('--source', source, '--rows', String(rows), '--latency', '20');

      expect(code, stderr).toBe(0);
      const report = JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Record<string, unknown>;
      expect(report).toMatchObject({ source, rows, lane: 'background', rate_limited: 0, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(report['notices']).toEqual(expect.arrayContaining([{ kind: 'ready', channel: 'email', state: 'sent' }]));
      expect(report['max_calls_in_any_10s']).toBeLessThanOrEqual(110);
      for (const words of ['installed', 'first page of', 'estimate: ', 'mail: ']) expect(stderr).toContain(words);
    }, 900_000);
  }
});
