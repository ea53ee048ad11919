import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VARIABLES } from '../../server/config.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const UNITS = [['siderail-web.service', 'web'], ['siderail-worker@.service', 'worker']] as const;
/** Read by the C library and by Node, not by us. */
const FOREIGN = ['MALLOC_ARENA_MAX', 'MALLOC_TRIM_THRESHOLD_'];
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

describe.each(UNITS)('the example %s', (file, script) => {
  const text = readFileSync(join(ROOT, 'docs', 'systemd', file), 'utf8');
  const value = (key: string): string => new RegExp(`^${key}=(.*)$`, 'm').exec(text)![1]!;

  it('starts the very program that npm runs, with its flags, and again whenever it ends (T66)', () => {
    expect(value('ExecStart')).toBe(`/usr/bin/${scripts[script]!}`);
    expect(value('Restart')).toBe('always');
    // It gives itself ten.
    expect(Number(value('TimeoutStopSec'))).toBeGreaterThan(10);
  });

  it('sets only variables that are read', () => {
    const names = [...value('Environment').matchAll(/(\w+)=/g)].map((match) => match[1]!);
    for (const name of names) expect([...VARIABLES, ...FOREIGN]).toContain(name);
  });

  // Where systemd is not, nothing else could say what it thinks of the file.
  it('holds nothing that systemd does not know', () => {
    const folder = mkdtempSync(join(tmpdir(), 'siderail-units-'));
    try {
      if (!existsSync('/usr/bin/systemd-analyze')) return;
      const copy = join(folder, file.replace('@', '@1'));
      writeFileSync(copy, text.replace('/usr/bin/node', process.execPath));
      const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', copy], { encoding: 'utf8' });
      expect(stderr.split('\n').filter((line) => line.includes(folder))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
