import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, matchesGlob } from 'node:path';
import { expect, it } from 'vitest';
import config from '../../vitest.config.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const FOR_TESTS = /\.test\.tsx?$/;

it('what a build server runs on each change is the whole suite, and it fails when that fails (S2.32)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'siderail-ci-'));
  try {
    // Stands in for npm: it tells what it was asked for, where, and fails.
    writeFileSync(join(folder, 'npm'), `#!/bin/sh\necho "$* in $(pwd) with CI=$CI"\nexit 3\n`);
    chmodSync(join(folder, 'npm'), 0o755);
    const ran = spawnSync(join(ROOT, '.ci', 'run'), { cwd: folder, encoding: 'utf8', env: { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` } });

    expect([ran.stdout, ran.status]).toEqual([`test in ${ROOT} with CI=true\n`, 3]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  expect(scripts['test']).toBe('node scripts/test.ts');
});

it('every file of tests belongs to exactly one of the projects that a whole run takes (S2.32)', () => {
  const projects = (config as unknown as { test: { projects: { test: { name: string; include: string[]; exclude?: string[] } }[] } }).test.projects.map(({ test }) => test);
  const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' }).map((file) => `test/${file}`).filter((file) => FOR_TESTS.test(file));
  const matches = (file: string, globs: readonly string[]): boolean => globs.flatMap((glob) => (glob.includes('{ts,tsx}') ? [glob.replace('{ts,tsx}', 'ts'), glob.replace('{ts,tsx}', 'tsx')] : [glob])).some((glob) => matchesGlob(file, glob));
  const homes = files.map((file) => ({ file, projects: projects.filter(({ include, exclude = [] }) => matches(file, include) && !matches(file, exclude)).length }));

  expect(files.length).toBeGreaterThan(200);
  expect(homes.filter((home) => home.projects !== 1)).toEqual([]);
});
