import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../database/parse-json.ts';
import type { BrokenCopy } from './broken-copy.ts';
import type { Mutant } from './mutants.ts';

/**
 * `caught`: a test failed, or never ended. `survived`: all passed. `unclear`: no test ran at all, so that the failure says nothing
 * of the tests; `by` is then what was said. Of a caught one `by` is the first test that failed.
 */
export type Verdict = { readonly end: 'caught' | 'survived' | 'unclear'; readonly by: string | null };

type Report = { readonly testResults: readonly { readonly status: string; readonly message?: string; readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[] }[] };

const MOST_MS = 300_000;

/** Breaks the copy, runs the tests that must notice and mends it. The tests use the cluster in `dataDir`. */
export async function tryMutant(copy: BrokenCopy, mutant: Mutant, dataDir: string): Promise<Verdict> {
  const reportFile = join(copy.root, 'mutant-report.json');
  const only = mutant.only === undefined ? [] : ['-t', mutant.only];
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--bail=1', '--reporter=json', `--outputFile.json=${reportFile}`, ...mutant.tests, ...only];
  rmSync(reportFile, { force: true });
  const mend = copy.apply(mutant);
  try {
    // A group of its own, so that a test which loops for ever ends with the others of its run.
    const child = spawn(process.execPath, args, { cwd: copy.root, stdio: 'ignore', env: { ...process.env, DATA_DIR: dataDir }, detached: true });
    const end = (): void => void process.kill(-child.pid!, 'SIGKILL');
    process.once('exit', end);
    let tooLong = false;
    const limit = setTimeout(() => {
      tooLong = true;
      end();
    }, MOST_MS);
    const [code] = (await once(child, 'exit')) as [number | null];
    clearTimeout(limit);
    process.off('exit', end);
    return tooLong ? { end: 'caught', by: `the tests did not end within ${MOST_MS / 1_000} s` } : judge(code, readReport(reportFile));
  } finally {
    mend();
  }
}

/** What the exit code of vitest and its report say of a broken build; without a report nothing ran. */
export function judge(code: number | null, report: Report | null): Verdict {
  const files = report?.testResults ?? [];
  const results = files.flatMap(({ assertionResults }) => assertionResults);
  const failed = results.find(({ status }) => status === 'failed');
  if (failed !== undefined) return { end: 'caught', by: failed.fullName };
  const ran = results.filter(({ status }) => status === 'passed').length;
  if (code === 0) return ran > 0 ? { end: 'survived', by: null } : { end: 'unclear', by: 'no test has this name' };
  const said = files.map(({ message }) => message ?? '').find((message) => message !== '');
  return { end: 'unclear', by: said?.split('\n')[0] ?? 'the tests did not start' };
}

function readReport(file: string): Report | null {
  try {
    return parseJson<Report>(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
