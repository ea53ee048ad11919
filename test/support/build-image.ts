import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
/** The user of the last stage, as a number that this machine has too: `nobody`. */
export const IMAGE_USER = 65_534;

export type Instruction = { readonly word: string; readonly rest: string };

/** The Dockerfile's instructions, stage by stage; a stage begins with its FROM. */
export function dockerfileStages(): readonly (readonly Instruction[])[] {
  const lines = readFileSync(join(ROOT, 'Dockerfile'), 'utf8').replaceAll(/\\\n\s*/g, '').split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const stages: Instruction[][] = [];
  for (const line of lines) {
    const [word = '', ...rest] = line.split(' ');
    if (word === 'FROM') stages.push([]);
    stages.at(-1)?.push({ word, rest: rest.join(' ') });
  }
  return stages;
}

/**
 * Does what a container engine would do with the Dockerfile, in plain folders: copies what COPY names, past .dockerignore,
 * and runs what RUN says with this machine's Node and npm. Gives the last stage's /app. Throws with the output of a RUN that failed.
 */
export function buildImage(folder: string): string {
  const built = new Map<string, string>();
  let app = '';
  for (const [at, stage] of dockerfileStages().entries()) {
    const root = join(folder, String(at));
    app = join(root, 'app');
    mkdirSync(app, { recursive: true });
    const name = / AS (\S+)$/.exec(stage[0]!.rest)?.[1];
    if (name !== undefined) built.set(name, root);
    for (const { word, rest } of stage) {
      if (word === 'COPY') copy(rest, app, built);
      if (word === 'RUN') run(rest.replaceAll('node:node', `${IMAGE_USER}:${IMAGE_USER}`), app);
    }
  }
  return app;
}

function copy(rest: string, app: string, built: ReadonlyMap<string, string>): void {
  const words = rest.split(/\s+/);
  const stage = words[0]!.startsWith('--from=') ? words.shift()!.slice('--from='.length) : null;
  const to = words.pop()!;
  for (const from of words) {
    const source = stage === null ? join(ROOT, from) : join(built.get(stage)!, from);
    if (!existsSync(source)) throw new Error(`COPY ${rest}: ${from} is not there`);
    const target = statSync(source).isDirectory() ? join(app, to) : to.endsWith('/') ? join(app, to, basename(from)) : join(app, to);
    // As .dockerignore has it.
    cpSync(source, target, { recursive: true, filter: (file) => stage !== null || !/\/node_modules$|\/\.env[^/]*$|\/core\/db\/generated$/.test(file) });
  }
}

function run(command: string, cwd: string): void {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? cwd }, maxBuffer: 64_000_000 });
  if (status !== 0) throw new Error(`RUN ${command}\n${stdout}\n${stderr}`);
}
