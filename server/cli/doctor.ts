import { join } from 'node:path';
import { examine } from '../doctor/examine.ts';
import { ownEnvironment } from '../config.ts';

/** `npm run doctor`: ✓ or ✗ for everything that can be misconfigured, with the cause and what mends it. Exit code 1 when something is wrong. */
const findings = await examine({ environment: ownEnvironment(), nodeVersion: process.version, root: join(import.meta.dirname, '..', '..'), now: Date.now, fetch });

for (const finding of findings) {
  if (finding.ok) process.stdout.write(`✓ ${finding.what}${finding.note === undefined ? '' : ` (${finding.note})`}\n`);
  else process.stdout.write(`✗ ${finding.what}: ${finding.cause}\n    ${finding.fix}\n`);
}
const failed = findings.filter(({ ok }) => !ok).length;
process.stdout.write(failed === 0 ? '\nEverything is in order.\n' : `\n${failed} of ${findings.length} need attention.\n`);
process.exitCode = failed === 0 ? 0 : 1;
