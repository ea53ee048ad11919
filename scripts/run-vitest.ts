import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from './database/parse-json.ts';

export type TestCounts = { passed: number; failed: number };

type Report = {
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

const root = join(import.meta.dirname, '..');
const reportFile = join(root, 'test-results', 'vitest.json');

/**
 * Runs vitest with its output on the terminal and returns the totals of its report. A file that cannot be loaded counts
 * as one failure, and so does a run that ends badly without naming a failure. With `nothingSkipped`, a skipped test fails.
 */
export function runVitest(args: string[], options: { env: NodeJS.ProcessEnv; nothingSkipped: boolean }): TestCounts {
  rmSync(reportFile, { force: true });
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: options.env,
  });
  const counts = count(readReport(), options.nothingSkipped);
  if (status !== 0 && counts.failed === 0) return { ...counts, failed: 1 };
  return counts;
}

function readReport(): Report | undefined {
  try {
    return parseJson<Report>(readFileSync(reportFile, 'utf8'));
  } catch {
    return undefined;
  }
}

function count(report: Report | undefined, nothingSkipped: boolean): TestCounts {
  if (!report) return { passed: 0, failed: 1 };
  let passed = 0;
  let failed = 0;
  for (const file of report.testResults) {
    const before = failed;
    for (const { status } of file.assertionResults) {
      if (status === 'passed') passed += 1;
      else if (status === 'failed' || nothingSkipped) failed += 1;
    }
    if (file.status === 'failed' && failed === before) failed += 1;
  }
  return { passed, failed };
}
