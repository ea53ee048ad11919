import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export type Check = { name: string; args: string[] };
export type CheckResult = { name: string; passed: boolean; seconds: number };

const root = join(import.meta.dirname, '..');
const typescript = 'node_modules/typescript/bin/tsc';
const cruised = ['src', 'server', 'scripts', 'sandbox', 'hubspot-project', 'test', 'bench'];
/** Each takes one core. */
const AT_ONCE = 2;

/** Runs lint, types, import walls and what can be known of the HubSpot project unless told otherwise, two at a time, each printed whole when it ends; never throws for a finding. */
export async function runChecks(checks: readonly Check[] = listChecks()): Promise<CheckResult[]> {
  const waiting = [...checks];
  const results: CheckResult[] = [];
  console.log(`siderail: checking ${waiting.map(({ name }) => name).join(', ')} ...`);
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) results.push(await runCheck(check));
  }));
  return results;
}

async function runCheck({ name, args }: Check): Promise<CheckResult> {
  const began = Date.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const found: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => found.push(text));
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = (Date.now() - began) / 1000;
  process.stdout.write(Buffer.concat(found));
  console.log(`siderail: ${name}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds.toFixed(1)} s)`);
  return { name, passed: code === 0, seconds };
}

/** The longest first. */
function listChecks(): Check[] {
  // Parts with compiler options of their own: what HubSpot bundles, what runs in the browser, and the tests of cards.
  const parts = ['hubspot-project/app', 'sandbox', 'test/cards'].filter((part) => existsSync(join(root, part, 'tsconfig.json')));
  return [
    { name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '.'] },
    ...['.', ...parts].map((part) => ({ name: `types${part === '.' ? '' : ` of ${part}`}`, args: [typescript, '--noEmit', '-p', part] })),
    { name: 'HubSpot project', args: ['scripts/validate.ts'] },
    {
      name: 'import walls',
      args: ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.mjs', ...cruised.filter((folder) => existsSync(join(root, folder)))],
    },
  ];
}
