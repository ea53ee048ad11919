import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countTests } from './requirements/count-tests.ts';
import { readRequirements, type Requirement } from './requirements/read-requirements.ts';

/**
 * `npm run coverage:requirements [-- --missing]`: which requirements, threats and faults the last test run showed, by the
 * ids in the tests' names. It says what is named and passes, not that nothing more could be tested.
 */
const root = join(import.meta.dirname, '..');
const reportFile = join(root, 'test-results', 'vitest.json');
if (!existsSync(reportFile)) {
  console.error('There is no report of a test run yet. Run npm test first, then this again.');
  process.exit(1);
}
const shown = countTests(JSON.parse(readFileSync(reportFile, 'utf8')));
const requirements = readRequirements(join(root, 'docs', 'requirements.tsv'));
const onlyMissing = process.argv.includes('--missing');

for (const requirement of requirements) {
  const { passed, notPassed } = shown.get(requirement.id) ?? { passed: 0, notPassed: 0 };
  const isShown = passed > 0 && notPassed === 0;
  if (onlyMissing && isShown) continue;
  const tests = notPassed > 0 ? `${notPassed} FAILED` : passed === 0 ? 'no test' : `${passed} test${passed === 1 ? '' : 's'}`;
  console.log(`${isShown ? '✓' : '✗'} ${requirement.id.padEnd(6)} ${tests.padEnd(10)} ${requirement.words}`);
}
console.log('');
for (const [group, members] of Map.groupBy(requirements, groupOf)) {
  const met = members.filter(({ id }) => (shown.get(id)?.passed ?? 0) > 0 && shown.get(id)?.notPassed === 0).length;
  console.log(`${group.padEnd(28)} ${met} of ${members.length} have a passing test`);
}

function groupOf({ id, phase }: Requirement): string {
  if (id.startsWith('T')) return 'threats (T)';
  if (id.startsWith('F')) return 'faults (F)';
  if (id.startsWith('G')) return 'goals (G)';
  return `requirements of phase ${phase}`;
}
