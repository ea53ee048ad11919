import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export type Check = { name: string; args: string[] };
export type CheckResult = { name: string; passed: boolean; seconds: number };

const root = join(import.meta.dirname, '..');
const typescript = 'node_modules/typescript/bin/tsc';
const cruised = ['src', 'server', 'scripts', 'sandbox', 'hubspot-project', 'test', 'bench'];

/** Runs types, lint, import walls and what can be known of the HubSpot project, one after the other, each printing what it finds; never throws for a finding. */
export function runChecks(): CheckResult[] {
  return listChecks().map(({ name, args }) => {
    console.log(`siderail: checking ${name} ...`);
    const began = Date.now();
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
    const seconds = (Date.now() - began) / 1000;
    console.log(`siderail: ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${seconds.toFixed(1)} s)`);
    return { name, passed: status === 0, seconds };
  });
}

function listChecks(): Check[] {
  // Parts with compiler options of their own: what HubSpot bundles, what runs in the browser, and the tests of cards.
  const parts = ['hubspot-project/app', 'sandbox', 'test/cards'].filter((part) => existsSync(join(root, part, 'tsconfig.json')));
  return [
    ...['.', ...parts].map((part) => ({ name: `types${part === '.' ? '' : ` of ${part}`}`, args: [typescript, '--noEmit', '-p', part] })),
    { name: 'HubSpot project', args: ['scripts/validate.ts'] },
    { name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '.'] },
    {
      name: 'import walls',
      args: ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.mjs', ...cruised.filter((folder) => existsSync(join(root, folder)))],
    },
  ];
}
