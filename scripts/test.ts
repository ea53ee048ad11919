import { ensureLibreOffice } from './ensure-libreoffice.ts';
import { ensureMariaDb } from './ensure-mariadb.ts';
import { ensurePgBouncer } from './ensure-pgbouncer.ts';
import { ensurePython } from './ensure-python.ts';
import { findChromium, installChromium } from './find-chromium.ts';
import { runChecks, type CheckResult } from './run-checks.ts';
import { runVitest } from './run-vitest.ts';
import type { TestCounts } from './vitest-report.ts';

/**
 * `npm test`: types, lint, import walls, then every test. `npm run check`: the first three alone.
 * `npm test -- <vitest arguments>`: only those tests. The last line is always `N passed, N failed`.
 */
const args = process.argv.slice(2);
const onlyCheck = args.includes('--only-check');
const narrowed = args.length > 0 && !onlyCheck;

const checks = narrowed ? [] : await runChecks();
const tests = onlyCheck ? { passed: 0, failed: 0 } : runTests(args);
summarise(checks, tests);

function runTests(wanted: string[]): TestCounts {
  if (!narrowed && !ensurePython()) console.log('siderail: NO PYTHON FOUND, so the tests of workbooks will fail. Install python3.');
  if (!narrowed && !ensureMariaDb()) console.log('siderail: NO MARIADB FOUND, so the tests of MySQL tables will fail. Install mariadb-server-core and mariadb-client-core.');
  if (!narrowed && !ensurePgBouncer()) console.log('siderail: NO PGBOUNCER FOUND, so the tests of a pooler will fail. Install pgbouncer.');
  if (!narrowed && !ensureLibreOffice()) console.log('siderail: NO LIBREOFFICE FOUND, so some tests of workbooks will fail. Install libreoffice-calc, or set LIBREOFFICE_PATH to soffice.');
  const chromium = findChromium() ?? (narrowed ? undefined : installChromium());
  const env = { ...process.env, ...(chromium ? { CHROMIUM_PATH: chromium } : {}) };
  if (chromium || narrowed) return runVitest(wanted, { env, nothingSkipped: !narrowed, secondLook: !narrowed });
  console.log('siderail: NO CHROMIUM FOUND, so the browser tests cannot run. Install chromium, or set CHROMIUM_PATH to a Chrome or Chromium.');
  const { passed, failed } = runVitest(['--project=!browser'], { env, nothingSkipped: true });
  // A person may work without a browser; a machine that reports "passed" may not.
  return { passed, failed: failed + (process.env['CI'] ? 1 : 0) };
}

function summarise(results: CheckResult[], { passed, failed }: TestCounts): void {
  const failedChecks = results.filter((check) => !check.passed);
  console.log('');
  for (const { name } of failedChecks) console.log(`siderail: failed: ${name}`);
  const failures = failed + failedChecks.length;
  console.log(`${passed + results.length - failedChecks.length} passed, ${failures} failed`);
  process.exitCode = failures === 0 ? 0 : 1;
}
