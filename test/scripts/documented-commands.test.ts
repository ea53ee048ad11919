import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`)];

describe('a command that a page names', () => {
  it.each(pages)('in %s exists, and so does its program', (page) => {
    const named = [...read(page).matchAll(/\bnpm (?:run )?([a-z]+(?::[a-z]+)*)/g)].map((match) => match[1]!).filter((name) => !['install', 'outdated', 'ci', 'and', 'run', 'script'].includes(name));

    for (const name of named) {
      expect(scripts[name], `npm run ${name}, named in ${page}`).toBeDefined();
      const program = /\S+\.(?:ts|mjs)(?= |$)(?!.*\.ts)/.exec(scripts[name]!)?.[0];
      if (program !== undefined) expect(existsSync(join(ROOT, program)), program).toBe(true);
    }
  });

  it.each([
    ['new', 'no-such-thing', 'npm run new -- source'], ['usage', '--portal=none', 'npm run usage -- --portal'], ['replay', 'no-such-thing', 'npm run replay'],
    ['chaos', 'no-such-thing', 'There is no chaos test called no-such-thing'], ['bench', 'no-such-thing', 'There is no figure no-such-thing'],
  ])('says how it is used when it is used wrongly, and ends with an error: npm run %s', (name, wrong, words) => {
    const [, ...args] = scripts[name]!.split(' ');
    const { status, stderr } = spawnSync(process.execPath, [...args, wrong], { cwd: ROOT, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' } });

    expect(status).not.toBe(0);
    expect(stderr).toContain(words);
  });
});
