import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runVitest } from '../../scripts/run-vitest.ts';
import { countTests, failedFiles } from '../../scripts/vitest-report.ts';

// Below test/, so that the project's own settings take the files.
const folder = mkdtempSync(join(import.meta.dirname, 'second-look-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileThat(name: string, body: string): string {
  const path = join(folder, `${name}.test.ts`);
  writeFileSync(path, `import { existsSync, writeFileSync } from 'node:fs';\nimport { expect, it } from 'vitest';\nit('works', () => { ${body} });\n`);
  return path;
}

const run = (files: string[], secondLook: boolean): object => runVitest(['--project=unit', ...files], { env: process.env, nothingSkipped: true, secondLook });

it('a test that fails again alone fails the run, one that passes then is counted as passed', () => {
  const seen = join(folder, 'seen');
  const unstable = fileThat('unstable', `const second = existsSync(${JSON.stringify(seen)}); writeFileSync(${JSON.stringify(seen)}, ''); expect(second).toBe(true);`);
  const good = fileThat('good', 'expect(1).toBe(1);');
  const broken = fileThat('broken', 'expect(1).toBe(2);');

  expect(run([unstable, good], true)).toEqual({ passed: 2, failed: 0 });
  rmSync(seen);
  expect(run([unstable, good, broken], true)).toEqual({ passed: 2, failed: 1 });
  rmSync(seen);
  expect(run([unstable, good], false)).toEqual({ passed: 1, failed: 1 });
});

it('an error outside of any test fails the run, also when all that failed beside it passes alone', () => {
  const seen = join(folder, 'seen-too');
  const unstable = fileThat('unstable-too', `const second = existsSync(${JSON.stringify(seen)}); writeFileSync(${JSON.stringify(seen)}, ''); expect(second).toBe(true);`);
  const careless = fileThat('careless', "expect(1).toBe(1); setTimeout(() => { throw new Error('nobody waits for this'); }); return new Promise((done) => { setTimeout(done, 200); });");

  expect(run([unstable, careless], true)).toEqual({ passed: 2, failed: 1 });
  expect(run([careless], false)).toEqual({ passed: 1, failed: 1 });
});

it('counts a file that cannot be loaded and a skipped test as failures', () => {
  const report = {
    testResults: [
      { name: '/here/test/a.test.ts', status: 'failed', assertionResults: [] },
      { name: '/here/test/b.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'skipped' }] },
    ],
  };

  expect(countTests(report, true)).toEqual({ passed: 1, failed: 2 });
  expect(countTests(report, false)).toEqual({ passed: 1, failed: 1 });
  expect(failedFiles(report, '/here')).toEqual(['test/a.test.ts']);
});
