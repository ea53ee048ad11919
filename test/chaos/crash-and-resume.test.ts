import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { downloadText, jobIn } from '../support/numbers-app.ts';
import { startOrdersApp } from '../support/orders-app.ts';
import { startWorkerProcess } from '../support/worker-process.ts';
import type { WorkerProcess } from '../support/worker-process.ts';

/** Enough for several parts, and so for several chunks. */
const ROWS = 60_000;
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
      rowsDone: async () => { const now = (await test.ask('get-job', { jobId: job.id })).job; return 'rowsDone' in now ? now.rowsDone : 'rows' in now ? now.rows : 0; },
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

// Every point, and many more fates, with shortened times: crash-points.test.ts. Here nothing is shortened.
describe.concurrent('production’s own worker, with its own times', () => {
  it('killed with -9, and the next one too, costs nothing: same bytes, one mail (F2, S0.16, D3, S2.24)', async () => {
    const { file, mails, emails } = await exportWith(async ({ start }) => {
      for (const point of ['chunk-stored:3', 'file-stored']) expect(await (await start(point)).ended).toBe('SIGKILL');
      await start();
    });

    expect(file).toBe(await reference());
    expect({ mails, emails }).toEqual({ mails: 1, emails: ['sent'] });
  });

  it('killed after the mail was handed over leaves it shown as uncertain and never sends it twice (F48, S0.8)', async () => {
    const { mails, emails } = await exportWith(async ({ start }) => {
      expect(await (await start('mail-sent')).ended).toBe('SIGKILL');
      await start();
    });

    expect({ mails, emails }).toEqual({ mails: 1, emails: ['uncertain'] });
  });

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
