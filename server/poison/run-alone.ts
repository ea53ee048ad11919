import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Context } from '../../src/context/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { holdLease } from '../../src/jobs/index.ts';
import type { RunAlone } from '../../src/jobs/index.ts';
import type { LoneWord } from './say.ts';
import { countTold } from './tell-counts.ts';

/**
 * Runs a job in a process of its own: this very program, told which job. That process ends with this one, also when this
 * one is killed: it notices that nobody listens any more, or its watchdog ends it.
 */
export function createRunAlone(context: Context): RunAlone {
  return async (job, signal, giveWay) => {
    if (signal.aborted) return { end: 'settled' };
    const program = process.argv[1];
    if (program === undefined) throw new Error('this process has no program to start again');
    const portalId = PortalId.parse(String(job.portalId));
    const lease = holdLease({ database: context.database, portalId, jobId: job.id, fence: job.fence, leaseSeconds: context.settings.leaseSeconds, signal, now: context.now });
    const child = spawn(process.execPath, [...process.execArgv, program, 'alone', portalId, job.id, String(job.fence)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // What is counted holds times and large whole numbers, which JSON does not know.
      serialization: 'advanced',
    });
    const ended = once(child, 'exit').then(([code, by]: unknown[]) => String(by ?? `exit code ${String(code)}`));
    let [begun, settled] = [false, false];
    child.on('message', (word: LoneWord) => {
      if (typeof word === 'object') countTold(context.metrics, word);
      if (word === 'settled') settled = true;
      if (word !== 'begun') return;
      begun = true;
      lease.release();
    });
    const stop = (): boolean => child.kill('SIGTERM');
    const ask = (): void => void (child.connected && child.send('give-way' satisfies LoneWord, () => undefined));
    signal.addEventListener('abort', stop, { once: true });
    giveWay.addEventListener('abort', ask, { once: true });
    try {
      const how = await ended;
      if (settled || signal.aborted) return { end: 'settled' };
      // One that never came to the job says nothing about it; the job's lease ends and it is taken up again.
      return begun ? { end: 'died', how } : { end: 'never-began' };
    } finally {
      lease.release();
      signal.removeEventListener('abort', stop);
      giveWay.removeEventListener('abort', ask);
    }
  };
}
