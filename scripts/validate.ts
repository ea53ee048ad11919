import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { listChecks } from './validate/list-checks.ts';
import { readProject } from './validate/read-project.ts';

/**
 * `npm run validate`: everything about the HubSpot project that can be known without an account. Exit code 1 when something is
 * wrong. `-- --record-uids` writes down today's uids as released; `hs:deploy` does it.
 */
const root = join(import.meta.dirname, '..');
const releasedFile = join(import.meta.dirname, 'validate', 'released-uids.json');
const released = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(releasedFile, 'utf8')));
const project = readProject(root);

let failed = 0;
for (const { name, check } of listChecks({ released, now: Date.now() })) {
  const problems = await check(project);
  console.log(`${problems.length === 0 ? '✓' : '✗'} ${name}`);
  for (const problem of problems) console.log(`    ${problem}`);
  failed += problems.length === 0 ? 0 : 1;
}
if (failed === 0 && process.argv.includes('--record-uids')) {
  const uids = Object.fromEntries(project.metas.map(({ uid, type }) => [uid, type]).toSorted());
  writeFileSync(releasedFile, `${JSON.stringify(uids, null, 2)}\n`);
}
process.exitCode = failed === 0 ? 0 : 1;
