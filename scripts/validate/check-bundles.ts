import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, parse } from 'node:path';
import { promisify } from 'node:util';
import type { Project } from './project.ts';

const run = promisify(execFile);
/** A program of the sandbox, because HubSpot's builder is one of its packages; started, not imported. */
const builder = join(import.meta.dirname, '..', '..', 'sandbox', 'portal', 'build', 'build-card.cli.ts');

/** HubSpot's builder over every entry point, into a folder that is thrown away. An entry that does not build, or does not exist, is a problem. */
export async function checkBundles({ source, metas, profiles }: Project): Promise<readonly string[]> {
  const entries = [...new Set(metas.flatMap(({ config }) => (typeof config['entrypoint'] === 'string' ? [config['entrypoint']] : [])))];
  const output = await mkdtemp(join(tmpdir(), 'siderail-bundles-'));
  try {
    const problems: string[] = [];
    // One after the other: each takes some 200 MB.
    for (const entry of entries) problems.push(...await build(join(source, entry), join(output, basename(entry)), profiles[0]?.variables ?? {}));
    return problems;
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

async function build(entry: string, outputDir: string, variables: Readonly<Record<string, string>>): Promise<string[]> {
  if (!existsSync(entry)) return [`${basename(entry)} does not exist.`];
  const input = { root: dirname(entry), entryPoint: basename(entry), outputDir, variables };
  try {
    await run(process.execPath, ['--no-warnings', builder, JSON.stringify(input)], { cwd: dirname(entry), timeout: 120_000, maxBuffer: 16 * 1024 * 1024, env: { ...process.env, NODE_ENV: 'production' } });
  } catch (error) {
    const { stderr, message } = error as { readonly stderr?: string; readonly message: string };
    return [`${basename(entry)} does not build: ${(stderr || message).trim().slice(0, 1_000)}`];
  }
  return existsSync(join(outputDir, `${parse(entry).name}.js`)) ? [] : [`${basename(entry)} built to nothing.`];
}
