import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run hs:dev | hs:validate | hs:upload | hs:deploy [-- --profile prod]`: HubSpot's command line over this project. It is
 * installed at its first use, apart from everything else (tools/hubspot-cli), because it brings React 19 and some 260 MB. It
 * wants an account: `npm run hs:init` once, which keeps its key in the person's own folder and not in this one. The profile is `dev` unless named; `dev` itself takes none.
 */
const COMMANDS = ['init', 'dev', 'validate', 'upload', 'deploy'];
const root = join(import.meta.dirname, '..');
const tools = join(root, 'tools', 'hubspot-cli');
const program = join(tools, 'node_modules', '@hubspot', 'cli', 'bin', 'hs.js');

const [command = '', ...rest] = process.argv.slice(2);
if (!COMMANDS.includes(command)) end(`Say one of ${COMMANDS.join(', ')}.`);
if (!existsSync(program)) {
  console.log('siderail: installing HubSpot’s command line ...');
  must('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], tools);
}
// What can be known without an account is looked at first: an upload that fails takes minutes.
const sends = command !== 'init' && command !== 'dev';
if (sends) must(process.execPath, ['scripts/validate.ts'], root);
const profile = !sends || rest.some((word) => /^(--profile|-p)\b/.test(word)) ? [] : ['--profile', 'dev'];
must(process.execPath, [program, ...(command === 'init' ? ['account', 'auth'] : ['project', command]), ...profile, ...rest], root);
// From here on these uids may not change.
if (command === 'deploy') must(process.execPath, ['scripts/validate.ts', '--record-uids'], root);

function must(words: string, args: readonly string[], cwd: string): void {
  const { status, error } = spawnSync(words, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' && words === 'npm' });
  if (error) end(`${words} was not found.`);
  if (status !== 0) process.exit(status ?? 1);
}

function end(sentence: string): never {
  console.error(`siderail: ${sentence}`);
  process.exit(1);
}
