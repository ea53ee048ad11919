import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** How a command is known to do what the README says. */
type Shown =
  /** A test runs it, or what it consists of; `names` stands in that test. */
  | { readonly by: 'test'; readonly file: string; readonly names: string }
  /** Too large or too far-reaching for a test of its own: here only that it starts and says how it is used. */
  | { readonly by: 'usage'; readonly args: readonly string[]; readonly words: string; readonly because: string }
  /** Not run by any test. */
  | { readonly by: 'nobody'; readonly because: string };

/** That HubSpot then takes it wants an account; what is done before and behind that, and what is sent, is tested. */
const ofHubSpot = (command: string): Shown => ({ by: 'test', file: 'test/scripts/hs.test.ts', names: `hs('${command}'` });

/** Every command the README names. A new one needs its line here, and a line for a command that is gone must go. */
const SHOWN: Readonly<Record<string, Shown>> = {
  'start': { by: 'test', file: 'test/browser/support/start-journey.ts', names: 'startStack' },
  'test': { by: 'test', file: '.ci/run', names: 'npm test' },
  'check': { by: 'test', file: 'scripts/test.ts', names: 'runChecks' },
  'demo': { by: 'test', file: 'test/chaos/demo.test.ts', names: 'scripts/demo.ts' },
  'hs:upload': ofHubSpot('upload'), 'hs:init': ofHubSpot('init'), 'hs:dev': ofHubSpot('dev'), 'hs:validate': ofHubSpot('validate'), 'hs:deploy': ofHubSpot('deploy'),
  'connection:add': { by: 'test', file: 'test/browser/support/start-journey.ts', names: 'startStack' },
  'migrate': { by: 'test', file: 'test/chaos/many-processes.test.ts', names: "'migrate'" },
  'web': { by: 'test', file: 'test/chaos/many-processes.test.ts', names: "'web'" },
  'worker': { by: 'test', file: 'test/chaos/many-processes.test.ts', names: "'worker'" },
  'doctor': { by: 'test', file: 'test/server/doctor.test.ts', names: 'doctor.ts' },
  'validate': { by: 'test', file: 'test/scripts/validate.test.ts', names: 'checkBundles' },
  'readiness': { by: 'test', file: 'test/scripts/readiness.test.ts', names: 'scripts/readiness.ts' },
  'licences': { by: 'test', file: 'test/scripts/upkeep.test.ts', names: 'licences' },
  'audit': { by: 'test', file: 'test/scripts/audit.test.ts', names: 'scripts/audit.ts' },
  'sbom': { by: 'test', file: 'test/scripts/upkeep.test.ts', names: 'scripts/sbom.ts' },
  'icon': { by: 'nobody', because: 'writes a picture of the listing anew with a browser; that it is 800 × 800 and no larger than HubSpot takes, test/scripts/listing.test.ts looks at' },
  'bench': { by: 'test', file: 'test/bench/run.test.ts', names: 'bench/run.ts' },
  'chaos': { by: 'usage', args: ['no-such-thing'], words: 'There is no chaos test called no-such-thing', because: 'the same files run in npm test with fewer kills' },
  'mutants': { by: 'test', file: 'test/chaos/broken-builds.test.ts', names: 'mutants' },
  'coverage:requirements': { by: 'test', file: 'test/scripts/coverage-requirements.test.ts', names: 'requirements/' },
  'screenshots': { by: 'test', file: 'test/browser/support/screenshot.ts', names: 'SCREENSHOTS' },
  'new': { by: 'test', file: 'test/scripts/new.test.ts', names: 'makeNew' },
  'seed': { by: 'test', file: 'test/server/seed.test.ts', names: "'seed.ts'" },
  'invoke': { by: 'test', file: 'test/server/command-line.test.ts', names: "'invoke'" },
  'replay': { by: 'test', file: 'test/server/command-line.test.ts', names: "'replay'" },
  'console': { by: 'test', file: 'test/server/command-line.test.ts', names: "'console'" },
  'usage': { by: 'test', file: 'test/server/command-line.test.ts', names: "'usage'" },
  'arm': { by: 'test', file: 'test/server/fence.test.ts', names: 'arm.ts' },
  'db:stop': { by: 'test', file: 'test/scripts/stack/start-stack.test.ts', names: 'stop' },
};

/** Commands in the README's code, `npm run licences`, `sbom` and the like in one cell included. */
function namedInReadme(): ReadonlySet<string> {
  const code = [...read('README.md').matchAll(/```sh\n([\s\S]*?)```|`([^`\n]+)`/g)].map((match) => match[1] ?? match[2]!);
  const named = new Set(code.flatMap((text) => [...text.matchAll(/\bnpm (?:run )?([a-z]+(?::[a-z]+)*)/g)].map((match) => match[1]!)));
  for (const text of code) if (/^[a-z]+(:[a-z]+)*$/.test(text) && text in scripts) named.add(text);
  return named;
}

describe('the README', () => {
  it('has the sections somebody looks for who runs it, connects it, operates it or grows it, each with its commands', () => {
    const sections = new Map(read('README.md').split(/^## /m).slice(1).map((text) => [text.slice(0, text.indexOf('\n')), text]));

    for (const [title, command] of [['Run it', 'npm start'], ['Point it at HubSpot', 'npm run hs:upload'], ['Run it in production', 'npm run migrate'], ['Grow it', 'npm run bench']] as const) {
      expect(sections.get(title), title).toContain(command);
    }
  });

  it('names no command of which nobody said how it is known to work, and none is listed that it does not name', () => {
    expect([...namedInReadme()].sort()).toEqual(Object.keys(SHOWN).sort());
  });

  it.each(Object.entries(SHOWN))('npm run %s is shown where the table says', (name, shown) => {
    expect(scripts[name]).toBeDefined();
    if (shown.by === 'nobody') return;
    if (shown.by === 'test') {
      expect(existsSync(join(ROOT, shown.file)), shown.file).toBe(true);
      expect(read(shown.file), shown.file).toContain(shown.names);
      return;
    }
    const [, program] = scripts[name]!.split(' ');
    const { status, stdout, stderr } = spawnSync(process.execPath, [program!, ...shown.args], { cwd: ROOT, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '' } });
    expect(stdout + stderr).toContain(shown.words);
    expect(status).not.toBe(0);
  });
});
