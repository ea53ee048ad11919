import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { endWithThisProcess } from '../../support/end-with-this-process.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';
import { documentedCommand } from './documented-command.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** A web or worker process as it is shipped. `operator`: the port of its metrics. */
export type Shipped = { readonly pid: number; readonly port: number; readonly operator: number; kill(signal: NodeJS.Signals): Promise<void> };

/** Starts one and waits until it is ready. A worker must have been built (`ensureWorker`). It never outlives this process. */
export async function startShipped(script: 'web' | 'worker', environment: Readonly<Record<string, string>>): Promise<Shipped> {
  const [port, operator] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, documentedCommand(script), { cwd: ROOT, env: { PATH: process.env['PATH'] ?? '', ...environment, PORT: String(port), METRICS_ADDR: String(operator) }, stdio: 'ignore' });
  endWithThisProcess(child);
  await eventually(() => fetch(`http://127.0.0.1:${operator}/readyz`).then((answer) => answer.ok, () => false), 90_000);
  return { pid: child.pid!, port, operator, async kill(signal) { const ended = once(child, 'exit'); child.kill(signal); await ended; } };
}
