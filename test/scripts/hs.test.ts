import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const HS = 'tools/hubspot-cli/node_modules/@hubspot/cli/bin/hs.js';
let copy: string;

/** A copy in which HubSpot's command line and `npm run validate` only say how they were called; `FAIL` names those that end badly. */
beforeAll(() => {
  copy = realpathSync(mkdtempSync(join(tmpdir(), 'siderail-hs-')));
  mkdirSync(join(copy, 'scripts'));
  cpSync(join(ROOT, 'scripts', 'hs.ts'), join(copy, 'scripts', 'hs.ts'));
  writeFileSync(join(copy, 'package.json'), JSON.stringify({ type: 'module' }));
  for (const [file, called] of [[HS, 'hs'], ['scripts/validate.ts', 'validate']] as const) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), `console.log(['${called}', ...process.argv.slice(2), 'in', process.cwd()].join(' '));\nif (process.env.FAIL === '${called}') process.exitCode = 3;\n`);
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function hs(command: string, args: readonly string[] = [], fail = ''): { status: number | null; said: string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/hs.ts', command, ...args], { cwd: copy, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', FAIL: fail } });
  return { status, said: `${stdout}${stderr}`.trimEnd().split('\n').map((line) => line.replace(` in ${copy}`, '')) };
}

describe('npm run hs:*', () => {
  it('looks at the project before HubSpot does, and hands on the profile that was named, else that of development', () => {
    expect(hs('upload', ['--profile', 'prod'])).toEqual({ status: 0, said: ['validate', 'hs project upload --profile prod'] });
    expect(hs('upload', ['--profile=prod'])).toEqual({ status: 0, said: ['validate', 'hs project upload --profile=prod'] });
    expect(hs('upload', ['-p', 'prod'])).toEqual({ status: 0, said: ['validate', 'hs project upload -p prod'] });
    expect(hs('validate')).toEqual({ status: 0, said: ['validate', 'hs project validate --profile dev'] });
  });

  it('uploads and deploys nothing that the check refuses, and ends as it did', () => {
    expect(hs('upload', ['--profile', 'prod'], 'validate')).toEqual({ status: 3, said: ['validate'] });
    expect(hs('deploy', ['--profile', 'prod'], 'validate')).toEqual({ status: 3, said: ['validate'] });
  });

  it('writes the uids down as released once a deploy has worked, and not when HubSpot refused it', () => {
    expect(hs('deploy', ['--profile', 'prod'])).toEqual({ status: 0, said: ['validate', 'hs project deploy --profile prod', 'validate --record-uids'] });
    expect(hs('deploy', ['--profile', 'prod'], 'hs')).toEqual({ status: 3, said: ['validate', 'hs project deploy --profile prod'] });
  });

  it('begins an account and the local server without a check and without a profile', () => {
    expect(hs('init')).toEqual({ status: 0, said: ['hs account auth'] });
    expect(hs('dev')).toEqual({ status: 0, said: ['hs project dev'] });
  });

  it('says what there is when it is called otherwise', () => {
    expect(hs('delete')).toEqual({ status: 1, said: ['siderail: Say one of init, dev, validate, upload, deploy.'] });
  });
});

describe('what npm run hs:upload sends', () => {
  const folder = join(ROOT, 'hubspot-project');
  const sent = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).filter((file) => !/(^|\/)(node_modules|dist)\//.test(file));

  it('is sources, descriptions and packages, and no test, secret or leftover', () => {
    expect(sent.length).toBeGreaterThan(50);
    expect(sent.filter((file) => !/\.(tsx?|json|svg|png)$/.test(file))).toEqual([]);
    expect(sent.filter((file) => /\.(test|spec)\.|(^|\/)(\.env|hubspot\.config)/.test(file))).toEqual([]);
    expect(sent.filter((file) => /sandbox-secret|client_?secret["']?\s*[:=]/i.test(readFileSync(join(folder, file), 'utf8')))).toEqual([]);
  });

  it('names in every profile the variables that are used, and the addresses of this profile only', () => {
    const profiles = sent.filter((file) => /^hsprofile\.\w+\.json$/.test(file));
    const used = new Set(sent.filter((file) => file.endsWith('-hsmeta.json')).flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name!)));

    expect(profiles.sort()).toEqual(['hsprofile.dev.json', 'hsprofile.prod.json']);
    for (const profile of profiles) {
      const { variables } = JSON.parse(readFileSync(join(folder, profile), 'utf8')) as { variables: Record<string, string> };
      expect(Object.keys(variables)).toEqual(expect.arrayContaining([...used]));
    }
    expect(existsSync(join(ROOT, 'hsproject.json'))).toBe(true);
  });
});
