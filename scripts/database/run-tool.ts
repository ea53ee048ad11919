import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import type { PostgresTools } from './find-postgres-tools.ts';

/** Runs one of the PostgreSQL tools to its end. Never throws for a non-zero exit; `stderr` carries what the tool said. */
export async function runTool(
  tools: PostgresTools,
  tool: 'initdb' | 'pg_ctl',
  args: readonly string[],
): Promise<{ code: number; stderr: string }> {
  return new Promise((resolve, reject) => {
    // The database user cannot read the caller's directory, so the tools run from the temporary one.
    const child = spawn(tools[tool], args, {
      cwd: tmpdir(),
      env: { ...process.env, LC_ALL: 'C', HOME: '/' },
      stdio: ['ignore', 'ignore', 'pipe'],
      windowsHide: true,
      ...tools.user,
    });
    let stderr = '';
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, stderr: stderr.trim() }));
  });
}
