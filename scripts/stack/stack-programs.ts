import { join } from 'node:path';
import { WORKER_FLAGS } from '../worker-build/worker-flags.ts';
import type { Ports } from './ports.ts';
import type { StackEnvironment } from './stack-environment.ts';
import type { Program } from './supervise.ts';

export type ProgramName = 'sandbox' | 'web' | 'worker';
export type ProgramPaths = Record<ProgramName, string> & { addConnection?: string };

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
  const program = (name: ProgramName, flags: readonly string[], isReady: Program['isReady']): Program & { name: ProgramName } => ({
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
    program('worker', WORKER_FLAGS, async (output) => /^worker ready$/m.test(output())),
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
