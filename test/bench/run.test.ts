import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measure } from '../../bench/support/measure.ts';
import { verdict } from '../../bench/support/verdict.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Holds Python and nothing else: neither a compiler nor npm, with which the figure would fetch what it compares with. */
let bin: string;
beforeAll(() => {
  bin = mkdtempSync(join(tmpdir(), 'siderail-bench-bin-'));
  const { stdout } = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  symlinkSync(stdout.trim(), join(bin, 'python3'));
});
afterAll(() => rmSync(bin, { recursive: true, force: true }));

function bench(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['bench/run.ts', ...args], { cwd: ROOT, encoding: 'utf8', env: { PATH: bin } });
}

describe('npm run bench', () => {
  it('measures a figure, reads its output back, says what was not compared, and writes it as JSON', () => {
    const { status, stdout, stderr } = bench('xlsx', '--rows', '300', '--runs', '1', '--json');

    expect(status, stderr).toBe(0);
    const { machine, load, figures: [xlsx] } = JSON.parse(stdout) as { machine: string; load: number; figures: { name: string; measures: { what: string; own: number; runs: number[]; verdict: string }[]; notes: string[] }[] };
    expect([typeof machine, typeof load, xlsx!.name]).toEqual(['string', 'number', 'xlsx']);
    for (const { what, own, runs } of xlsx!.measures) expect([what, own > 0, runs.length]).toEqual([what, true, 1]);
    const peak = xlsx!.measures.find(({ what }) => what === 'peak memory, small heap')!;
    expect(peak.verdict).toMatch(/^(met|missed)$/);
    // Only peers that happen to be installed are compared with; nothing is claimed of the others.
    expect(xlsx!.notes.filter((note) => note.startsWith('NOT COMPARED')).length).toBeGreaterThan(0);
    expect(xlsx!.measures.filter(({ what }) => what.includes('libxlsxwriter'))).toEqual([]);
  }, 120_000);

  it.each([[['xlsx', '--rows', 'many'], 'many is not a whole number above 0'], [['--speed'], 'npm run bench -- [name…]']])('says how it is used when it is called with %s', (args, words) => {
    const { status, stderr } = bench(...args);

    expect([status, stderr]).toEqual([2, expect.stringContaining(words)]);
  });
});

describe('a measure', () => {
  it('is the median of its runs, and its ratio that of both medians', () => {
    const one = measure('rows', 'rows/s', [10, 90, 20], { against: { peer: [5, 40, 10], called: 'peer' }, goal: { on: 'ratio', bound: 'at least', value: 2 } });

    expect(one).toMatchObject({ own: 20, against: { value: 10 }, ratio: 2 });
    expect(verdict(one)).toBe('met');
  });

  it('without anything to hold it against has no ratio, and misses a goal on one', () => {
    const one = measure('rows', 'rows/s', [10], { goal: { on: 'ratio', bound: 'at least', value: 2 } });

    expect([one.ratio, verdict(one), verdict(measure('rows', 'rows/s', [10]))]).toEqual([null, 'missed', 'for information']);
  });
});
