import { join } from 'node:path';
import type { Ports } from './ports.ts';
import type { StackEnvironment } from './stack-environment.ts';
import type { Program } from './supervise.ts';

export type ProgramName = 'sandbox' | 'web' | 'worker';
export type ProgramPaths = Record<ProgramName, string> & { addConnection?: string };

/**
 * The worker's heap is kept small on purpose: it streams, so a larger one would only hide a leak. Young generation
 * small too, or V8 lets garbage of short-lived rows grow the process; one helper thread, because each keeps memory of its own.
 * `npm run worker` has the same.
 */
const workerFlags = ['--max-old-space-size=96', '--max-semi-space-size=2', '--v8-pool-size=1'];

/** The three processes of the stack: how each is started and how it says that it is ready. */
export function stackPrograms(options: {
  ports: Ports;
  dataDir: string;
  environment: StackEnvironment;
  extra: Partial<Record<ProgramName, NodeJS.ProcessEnv>>;
  paths: ProgramPaths;
  say: (line: string) => void;
}): (Program & { name: ProgramName })[] {
  const { ports, dataDir, environment, extra, paths, say } = options;
  const program = (name: ProgramName, flags: string[], isReady: Program['isReady']): Program & { name: ProgramName } => ({
    name,
    args: [...flags, paths[name]],
    env: { ...environment[name], ...extra[name] },
    logFile: join(dataDir, 'logs', `${name}.log`),
    isReady,
  });
  return [
    // The first start fills it with a few hundred thousand records, and says how far it is.
    { ...program('sandbox', [], () => answers(`http://localhost:${ports.portal}/healthz`)), onProgress: (line) => say(`    ${line}`) },
    program('web', [], () => answers(`http://localhost:${ports.web}/healthz`)),
    program('worker', workerFlags, async (output) => /^worker ready$/m.test(output())),
  ];
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
