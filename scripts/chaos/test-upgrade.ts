import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runVitest } from '../run-vitest.ts';
import type { TestCounts } from '../vitest-report.ts';
import { buildCommit } from './build-commit.ts';
import { findOldCommit } from './find-old-commit.ts';

type Counts = { readonly rounds: number; readonly exports: number; readonly stopped: number; readonly answered: number; readonly claims: number };

const root = join(import.meta.dirname, '..', '..');
const ROUNDS = 20;

/** Switches between the version before the newest migrations and this one, and writes down what was seen in docs/upgrade-test.md. */
export function testUpgrade(from: string | undefined): TestCounts {
  const { commit, newer } = from === undefined ? findOldCommit(root) : { commit: from, newer: [] };
  const short = (name: string): string => execFileSync('git', ['log', '-1', '--format=%h of %cs', name], { cwd: root, encoding: 'utf8' }).trim();
  const [older, current] = [short(commit), short('HEAD')];
  console.log(`siderail: upgrade from ${older} to ${current} and back, ${ROUNDS} rounds`);
  const directory = buildCommit(root, commit);
  const record = join(root, 'test-results', 'upgrade.json');
  rmSync(record, { force: true });
  try {
    const counts = runVitest(['--project=chaos', 'test/chaos/upgrade.test.ts'], {
      env: { ...process.env, UPGRADE_FROM: directory, UPGRADE_ROUNDS: String(ROUNDS), UPGRADE_RECORD: record }, nothingSkipped: true,
    });
    if (counts.failed === 0) writeFileSync(join(root, 'docs', 'upgrade-test.md'), page(older, current, newer, JSON.parse(readFileSync(record, 'utf8')) as Counts));
    return counts;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function page(older: string, current: string, newer: readonly string[], counts: Counts): string {
  return `# Upgrade test

Written by \`npm run chaos -- upgrade\` on ${new Date().toISOString().slice(0, 10)}; the run fails when one of the lines below is not true.

| | |
|---|---|
| old build | commit ${older} |
| new build | commit ${current} |
| migrations between them, applied first | ${newer.length === 0 ? 'not counted' : newer.join(', ')} |
| rounds, each with one web and one worker process replaced; two forth, two back, and so on | ${counts.rounds} |
| processes asked to go, all ended in order | ${counts.stopped} |
| exports started meanwhile, every file the same as an undisturbed one, one mail each | ${counts.exports} |
| times a worker took up an export, of either build | ${counts.claims} |
| tables asked for meanwhile, all answered | ${counts.answered} |
| lost jobs, doubled mails, refused requests | 0 |

The way back is part of it: half of the switches go from the new build to the old one, over the new schema.
`;
}
