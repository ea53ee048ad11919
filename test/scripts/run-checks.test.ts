import { afterEach, expect, it, vi } from 'vitest';
import { runChecks } from '../../scripts/run-checks.ts';

afterEach(() => void vi.restoreAllMocks());

const node = (name: string, program: string) => ({ name, args: ['-e', program] });

it('a check that finds something, crashes or is killed is said to have failed, with all it wrote, and the others run all the same', async () => {
  let printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => { printed += String(text); return true; });
  vi.spyOn(console, 'log').mockImplementation((text) => { printed += `${String(text)}\n`; });

  const results = await runChecks([
    node('finds', 'console.log("one finding"); console.error("and more"); process.exitCode = 1'),
    node('crashes', 'throw new Error("broken check")'),
    node('is killed', 'process.kill(process.pid, "SIGKILL")'),
    node('writes much', 'process.stdout.write("x".repeat(300_000) + "the end\\n")'),
    node('is content', ''),
  ]);

  expect(results.toSorted((a, b) => a.name.localeCompare(b.name)).map(({ name, passed }) => [name, passed])).toEqual([
    ['crashes', false], ['finds', false], ['is content', true], ['is killed', false], ['writes much', true],
  ]);
  for (const text of ['one finding', 'and more', 'broken check', 'x'.repeat(300_000) + 'the end', 'siderail: is killed: FAILED', 'siderail: is content: ok']) expect(printed.includes(text), text.slice(-40)).toBe(true);
});
