import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

/** Names the file that errors outside of any test are written to. */
export const UNCAUGHT_FILE = 'SIDERAIL_UNCAUGHT_FILE';

/** Writes down what vitest's JSON report leaves out: errors that belong to no test. A list of sentences, empty without any. */
export default class UncaughtReporter implements Reporter {
  onTestRunEnd(...[, unhandledErrors]: Parameters<NonNullable<Reporter['onTestRunEnd']>>): void {
    const file = process.env[UNCAUGHT_FILE];
    if (file !== undefined) writeFileSync(file, JSON.stringify(unhandledErrors.map(({ name, message }) => `${name ?? 'Error'}: ${message}`)));
  }
}
