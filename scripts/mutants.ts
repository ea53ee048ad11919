import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dataDirectory } from './data-directory.ts';
import { startTestCluster } from './database/index.ts';
import { makeCopy } from './mutants/broken-copy.ts';
import type { BrokenCopy } from './mutants/broken-copy.ts';
import { chooseMutants } from './mutants/choose-mutants.ts';
import { MUTANTS } from './mutants/mutants.ts';
import { openNotes } from './mutants/notes.ts';
import { tryMutant } from './mutants/try-mutant.ts';

const USAGE = `Breaks a copy of the project in one place after the other, and says which broken builds the tests did not notice.

  npm run mutants                       all of them, the newest first
  npm run mutants -- signature          those whose name has these words
  npm run mutants -- --from 100 --to 120   by their numbers (--list shows them)
  npm run mutants -- --left             those not caught since they were last changed, as noted in test-results/mutants.jsonl
  npm run mutants -- --minutes 30       begins no other after half an hour; --left goes on there
  npm run mutants -- --at-once 2        two at the same time
`;

/** The last line is `N passed, N failed`; one that survives, or whose tests could not run, is a failure. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string' }, to: { type: 'string' }, minutes: { type: 'string' }, 'at-once': { type: 'string' },
    left: { type: 'boolean' }, list: { type: 'boolean' }, help: { type: 'boolean' },
  },
});
if (values.help === true) {
  console.log(USAGE);
  process.exit(0);
}
const notes = openNotes(join(import.meta.dirname, '..', 'test-results', 'mutants.jsonl'));
const chosen = chooseMutants(MUTANTS, {
  words: positionals.join(' '), from: wholeNumber(values.from) ?? 1, to: wholeNumber(values.to) ?? MUTANTS.length,
  isDone: (mutant) => values.left === true && notes.isCaught(mutant),
});
if (values.list === true) {
  for (const { number, mutant } of chosen) console.log(`${String(number).padStart(4)}  ${mutant.name}  (${mutant.tests.join(', ')})`);
  process.exit(0);
}

const endsAt = Date.now() + (wholeNumber(values.minutes) ?? 24 * 60) * 60_000;
const waiting = [...chosen];
const failed: string[] = [];
let done = 0;
// What is broken off leaves neither a copy nor tests that go on in one.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
// Held open from the first to the last: a start of the database for each would take as long as many of the tests.
const database = await startTestCluster(dataDirectory());
try {
  await Promise.all(Array.from({ length: wholeNumber(values['at-once']) ?? 1 }, async () => {
    const copy = makeCopy();
    process.once('exit', copy.remove);
    await work(copy);
  }));
} finally {
  await database.stop();
}
if (waiting.length > 0) console.log(`the time is over: ${waiting.length} were not tried; --left goes on with them`);
for (const name of failed) console.log(`not caught: ${name}`);
console.log(`${done - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function work(copy: BrokenCopy): Promise<void> {
  while (Date.now() < endsAt) {
    const next = waiting.shift();
    if (next === undefined) return;
    const began = Date.now();
    const verdict = await tryMutant(copy, next.mutant, dataDirectory());
    const seconds = Math.round((Date.now() - began) / 1_000);
    notes.write(next.mutant, verdict, seconds);
    done += 1;
    if (verdict.end !== 'caught') failed.push(next.mutant.name);
    console.log(`${verdict.end.padEnd(8)} ${String(next.number).padStart(4)}  ${next.mutant.name} (${seconds} s)${verdict.by === null ? '' : `\n               by: ${verdict.by}`}`);
  }
}

function wholeNumber(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  console.error(`"${text}" is not a whole number above 0.\n\n${USAGE}`);
  process.exit(2);
}
