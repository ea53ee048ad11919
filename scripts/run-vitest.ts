import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from './database/parse-json.ts';
import { UNCAUGHT_FILE } from './uncaught-reporter.ts';
import { countTests, failedFiles, type TestCounts, type VitestReport } from './vitest-report.ts';

const root = join(import.meta.dirname, '..');

/** More failures than this are no bad luck of a loaded machine. */
const MOST_SECOND_LOOKS = 3;

/**
 * Runs vitest with its output on the terminal and returns the totals of its report. A file that cannot be loaded counts
 * as one failure, and so does each error outside of any test, and a run that ends badly without naming a failure. With
 * `nothingSkipped`, a skipped test fails. With `secondLook`, up to three files that failed are run once more, alone: what
 * passes then is counted as passed and named at the end as unstable, so that it is mended and does not go unseen. An error
 * outside of any test gets no second look: nobody knows whose it was.
 */
export function runVitest(args: string[], options: { env: NodeJS.ProcessEnv; nothingSkipped: boolean; secondLook?: boolean }): TestCounts {
  const first = runOnce(args, options, 'vitest.json');
  const again = first.report === undefined ? [] : failedFiles(first.report, root);
  if (options.secondLook !== true || again.length === 0 || again.length > MOST_SECOND_LOOKS) return first.counts;

  console.log(`siderail: ${again.length} test files failed and are run once more, alone: ${again.join(', ')}`);
  const second = runOnce(again, options, 'vitest-second-look.json');
  const firstOfThem = countTests(first.report, options.nothingSkipped, (file) => again.some((name) => file.endsWith(name)));
  const counts = { passed: first.counts.passed - firstOfThem.passed + second.counts.passed, failed: first.counts.failed - firstOfThem.failed + second.counts.failed };
  if (second.counts.failed === 0) console.log(`siderail: UNSTABLE, passed only when run again alone, mend them: ${again.join(', ')}`);
  return counts;
}

function runOnce(args: string[], options: { env: NodeJS.ProcessEnv; nothingSkipped: boolean }, reportName: string): { counts: TestCounts; report: VitestReport | undefined } {
  const reportFile = join(root, 'test-results', reportName);
  const uncaughtFile = join(root, 'test-results', `uncaught-${reportName}`);
  for (const file of [reportFile, uncaughtFile]) rmSync(file, { force: true });
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, '--reporter=./scripts/uncaught-reporter.ts'];
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...options.env, [UNCAUGHT_FILE]: uncaughtFile },
  });
  const report = readReport<VitestReport>(reportFile);
  const uncaught = readReport<readonly string[]>(uncaughtFile) ?? [];
  for (const words of uncaught) console.log(`siderail: outside of any test: ${words}`);
  const tests = countTests(report, options.nothingSkipped);
  const counts = { ...tests, failed: tests.failed + uncaught.length };
  return { report, counts: status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts };
}

function readReport<Report>(reportFile: string): Report | undefined {
  try {
    return parseJson<Report>(readFileSync(reportFile, 'utf8'));
  } catch {
    return undefined;
  }
}
