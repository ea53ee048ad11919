import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { testUpgrade } from './chaos/test-upgrade.ts';
import { runVitest } from './run-vitest.ts';
import type { TestCounts } from './vitest-report.ts';

/**
 * `npm run chaos -- upgrade [--from <commit>]`: switches between an earlier build and this one, and writes docs/upgrade-test.md.
 * `npm run chaos -- containers`: builds the image and starts compose.yaml in a container engine, which it brings itself on Debian as root.
 * `npm run chaos [-- name… --kills 1000 --seed 7]`: workers killed with -9 at random and at every crash point, databases cut
 * off, restarts; with names, only those files of test/chaos. Says the seed, with which the same choices come again. The
 * last line is `N passed, N failed`.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { from: { type: 'string' }, kills: { type: 'string', default: '1000' }, seed: { type: 'string' } } });
const files = readdirSync(join(import.meta.dirname, '..', 'test', 'chaos')).filter((file) => file.endsWith('.test.ts')).map((file) => file.slice(0, -'.test.ts'.length));
const unknown = positionals.find((name) => !files.includes(name));
if (unknown !== undefined) {
  console.error(`There is no chaos test called ${unknown}. There are: ${files.join(', ')}`);
  process.exit(1);
}
const { passed, failed } = positionals.length === 1 && positionals[0] === 'upgrade' ? testUpgrade(values.from) : kill();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function kill(): TestCounts {
  const kills = wholeNumber(values.kills);
  const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : wholeNumber(values.seed);
  console.log(`siderail: ${kills} kills, seed ${seed}${positionals.map((name) => `, ${name}`).join('')}`);
  return runVitest(['--project=chaos', ...positionals.map((name) => `test/chaos/${name}.test.ts`)], {
    // By name only: it needs an engine, registries of packages and a port of its own.
    env: { ...process.env, CHAOS_KILLS: String(kills), CHAOS_SEED: String(seed), ...(positionals.includes('containers') ? { CHAOS_CONTAINERS: '1' } : {}) },
    nothingSkipped: true,
  });
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  console.error(`"${text}" is not a whole number. Usage: npm run chaos -- --kills 1000 --seed 7`);
  process.exit(1);
}
