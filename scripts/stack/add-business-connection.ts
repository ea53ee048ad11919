import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PlainError } from '../plain-error.ts';

const root = join(import.meta.dirname, '..', '..');

/** A connection to the business database: what it is called and the file that names its tables. */
export type BusinessConnection = { name: string; tables: string };

const everyday: BusinessConnection = { name: 'Business database', tables: 'sandbox/business/tables.json' };

/** Gives the sandbox portal a connection to the business database, through the same checks as the app. Runs again at each start, because the database's port changes. */
export async function addBusinessConnection(
  options: { env: NodeJS.ProcessEnv; readerUrl: string; portalId: number; program: string }, { name, tables } = everyday,
): Promise<void> {
  const args = [
    ...[options.program, '--portal', String(options.portalId), '--name', name, '--source', 'postgres'],
    ...['--url', options.readerUrl, '--tables', tables],
  ];
  const { code, output } = await run(args, options.env);
  if (code !== 0) throw new PlainError(`The business database could not be connected: ${output.trim()}`);
}

function run(args: string[], env: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
