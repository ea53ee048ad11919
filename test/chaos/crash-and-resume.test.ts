import { describe, expect, it } from 'vitest';
import { CRASH_POINTS } from '../../src/exports/index.ts';
import { eventually } from '../support/eventually.ts';
import { downloadText, jobIn } from '../support/numbers-app.ts';
import { startOrdersApp } from '../support/orders-app.ts';
import { startWorkerProcess } from '../support/worker-process.ts';
import type { WorkerProcess } from '../support/worker-process.ts';

const ROWS = 23_000;
let undisturbed: Promise<string> | undefined;

/** The file as a worker makes it that nobody disturbs; made once. */
function reference(): Promise<string> {
  undisturbed ??= (async () => (await exportWith(async ({ start }) => void (await start()))).file)();
  return undisturbed;
}

type Disturbance = (tools: { start: (crashAt?: string) => Promise<WorkerProcess>; rowsDone: () => Promise<number> }) => Promise<void>;

/** One export of a real table by real worker processes, disturbed as told, then finished by whoever is left. */
async function exportWith(disturb: Disturbance): Promise<{ file: string; mails: number; emails: string[] }> {
  const orders = await startOrdersApp(ROWS);
  const { test } = orders;
  const workers: WorkerProcess[] = [];
  try {
    const { job } = await test.ask('start-export', orders.request());
    await disturb({
      async start(crashAt) {
        const worker = await startWorkerProcess(test.environment, crashAt === undefined ? {} : { crashAt });
        workers.push(worker);
        return worker;
      },
      rowsDone: async () => { const now = (await test.ask('get-job', { jobId: job.id })).job; return now.state === 'running' ? now.rowsDone : 0; },
    });
    await jobIn(test, job.id, 'ready', 90_000);
    const settled = await eventually(async () => {
      const email = (await jobIn(test, job.id, 'ready')).notices.filter((notice) => notice.channel === 'email');
      return email.length > 0 && email.every((notice) => notice.state !== 'pending') ? email : null;
    }, 60_000);
    const { url } = await test.ask('create-link', { jobId: job.id });
    return { file: await downloadText(test, url), mails: test.mail.mails.length, emails: settled.map((notice) => notice.state) };
  } finally {
    for (const worker of workers) await worker.kill();
    await orders.close();
  }
}

describe.concurrent('a worker killed with -9', () => {
  it.each(CRASH_POINTS)('at "%s" costs nothing: same bytes, one mail (F2, S0.16)', async (point) => {
    const { file, mails, emails } = await exportWith(async ({ start }) => {
      const doomed = await start(point);
      expect(await doomed.ended).toBe('SIGKILL');
      await start();
    });

    expect(file).toBe(await reference());
    // Behind the end of the job its mail is on its way in the same process, and may be what the kill cuts off.
    const maySplit = point === 'job-ended' || point === 'chunks-deleted';
    if (maySplit && emails[0] === 'uncertain') expect(mails).toBeLessThanOrEqual(1);
    else expect({ mails, emails }).toEqual({ mails: 1, emails: ['sent'] });
  });

  it('twice in a row at the dearest point costs nothing (F2)', async () => {
    const { file, mails } = await exportWith(async ({ start }) => {
      for (const point of ['chunk-stored:2', 'chunk-stored:1']) expect(await (await start(point)).ended).toBe('SIGKILL');
      await start();
    });

    expect(file).toBe(await reference());
    expect(mails).toBe(1);
  });

  it('after the mail was handed over leaves it shown as uncertain and never sends it twice (F48, S0.8)', async () => {
    const { mails, emails } = await exportWith(async ({ start }) => {
      expect(await (await start('mail-sent')).ended).toBe('SIGKILL');
      await start();
    });

    expect({ mails, emails }).toEqual({ mails: 1, emails: ['uncertain'] });
  });
});

describe('a worker', () => {
  it('stopped for longer than its lease wakes up as a zombie and changes nothing (F3)', async () => {
    const { file, mails } = await exportWith(async ({ start, rowsDone }) => {
      const first = await start();
      await eventually(async () => (await rowsDone()) > 0);
      first.child.kill('SIGSTOP');
      await start();
      await new Promise((resolve) => setTimeout(resolve, 14_000));
      first.child.kill('SIGCONT');
    });

    expect(file).toBe(await reference());
    expect(mails).toBe(1);
  });
});
