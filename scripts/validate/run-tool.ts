import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const Answer = z.object({ problems: z.array(z.string()) });
const tools = join(import.meta.dirname, '..', '..', 'tools', 'hubspot-check');

/** Runs one of HubSpot's own checkers, whose packages stand apart, in a process of its own. Answers its findings. */
export async function runTool(program: 'parse.cli.mjs' | 'lint.cli.mjs', input: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const { stdout } = await run(process.execPath, ['--no-warnings', join(tools, program), JSON.stringify(input)], { maxBuffer: 16 * 1024 * 1024, timeout: 120_000 });
  return Answer.parse(JSON.parse(stdout)).problems;
}
