import { afterEach, describe, expect, it } from 'vitest';
import type { Context } from '../../src/context/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { CRASH_POINTS, expireFileJob, OTHER_CRASH_POINTS } from '../../src/exports/index.ts';
import { fileKey } from '../../src/files/index.ts';
import { workLine } from '../../src/jobs/index.ts';
import type { LineWorker } from '../../src/jobs/index.ts';
import { MAIL_CRASH_POINTS, sendNoticeJob } from '../../src/notices/index.ts';
import { lineJobs } from '../../src/registry.ts';
import { AppError } from '../../src/core/errors/index.ts';
import { eventually } from '../support/eventually.ts';
import { exportRequest, jobIn } from '../support/numbers-app.ts';
import { brokenSource, numbersSource } from '../support/numbers-source.ts';
import type { NumbersSource } from '../support/numbers-source.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { recordSideEffects, unguarded } from './support/side-effects.ts';
import type { SideEffects } from './support/side-effects.ts';

const portal = PortalId.parse('4711001');
const ROWS = 400;
const DAYS_LATER = 8 * 86_400_000;

let test: TestApp;
let line: LineWorker | undefined;
afterEach(async () => {
  await line?.stop(5_000);
  line = undefined;
  await test?.close();
});

type Stage = { readonly effects: SideEffects; readonly source: NumbersSource; readonly context: Context; later: boolean };

/** An app, and beside it what a worker needs that writes down its every effect. `add` puts another effect into it. */
async function setStage(add: (context: Context) => Partial<Context> = () => ({})): Promise<Stage> {
  const effects = recordSideEffects();
  const source = numbersSource({ rows: ROWS, parts: 1, batch: 100 });
  // One chunk after the other: what is done side by side has no order to look at.
  source.beforeBatch = (_part, from) => eventually(() => effects.passed('chunk-saved') >= from / 100).then(() => undefined);
  const stage = { effects, source, later: false };
  // Renewing a lease is an effect at any time; here it never falls due.
  test = await startTestApp({ works: false, overrides: () => ({ sources: [source] }), settings: { immediateRows: 0, leaseSeconds: 3_600 } });
  await test.pretendInstalled(portal);
  const { context } = test.app;
  const recorded = { ...context, ...effects.over(context), now: () => Date.now() + (stage.later ? DAYS_LATER : 0) };
  return Object.assign(stage, { context: { ...recorded, ...add(recorded) } });
}

async function begin({ context }: Stage): Promise<string> {
  const { job } = await test.ask('start-export', exportRequest());
  line = workLine(context, lineJobs, { slots: 1, portalCap: 4, leaseSeconds: 3_600 });
  return job.id;
}

/** From the claim to the mail, and days later to the deletion. */
async function wholeLife(stage: Stage): Promise<void> {
  const { effects, context } = stage;
  const jobId = await begin(stage);
  await eventually(() => effects.passed('chunks-deleted') > 0);
  // Mails are sent beside the end of an export; one after the other they have an order.
  await context.queue.work(sendNoticeJob, context);
  await eventually(() => effects.passed('mail-settled') > 0);
  stage.later = true;
  await expireFileJob.run(context, { portalId: portal, jobId }, AbortSignal.timeout(30_000));
}

describe('every side effect of an export', () => {
  it('has a crash point behind it, from the claim to the deletion of the file (F2)', async () => {
    const stage = await setStage();

    await wholeLife(stage);

    const effects = stage.effects.deeds.flatMap((deed) => ('effect' in deed ? [deed.effect] : []));
    expect(effects.filter((effect) => effect.startsWith('put of'))).toHaveLength(ROWS / 100 + 1);
    expect(effects).toEqual(expect.arrayContaining(['transaction', 'mail', 'deletion of all files']));
    expect(unguarded(stage.effects.deeds)).toEqual([]);
    const everyPoint = [...CRASH_POINTS.filter((point) => !point.endsWith('part-sent') && point !== 'orphan-deleted'), ...MAIL_CRASH_POINTS, 'expired-files-deleted', 'expiry-saved'];
    expect(everyPoint.filter((point) => stage.effects.passed(point) === 0)).toEqual([]);
  });

  it('has one behind it also when the export is cancelled, fails, or is put off (F2, F14)', async () => {
    const stage = await setStage();
    const oneByOne = stage.source.beforeBatch;
    let jobId = '';
    let troubles = 0;
    stage.source.beforeBatch = async (part, from, signal) => {
      // Behind the cancel no chunk is saved any more.
      if (troubles < 3) await oneByOne(part, from, signal);
      if (from !== 200) return;
      troubles += 1;
      if (troubles === 1) throw new AppError('source.unavailable', { retry: { afterMs: 10 } });
      if (troubles === 2) throw brokenSource();
      await test.ask('cancel-job', { jobId });
    };
    jobId = await begin(stage);
    await jobIn(test, jobId, 'failed');
    await test.app.context.files.put(fileKey(portal, 'exports', jobId, 'chunk-0-000000-000009-f1'), new Uint8Array(1));
    await test.ask('retry-job', { jobId });
    await jobIn(test, jobId, 'cancelled');
    await eventually(() => stage.effects.passed('stop-saved') === 2);

    expect(unguarded(stage.effects.deeds)).toEqual([]);
    const everyPoint = ['orphan-deleted', ...OTHER_CRASH_POINTS.filter((point) => !point.startsWith('expir'))];
    expect(everyPoint.filter((point) => stage.effects.passed(point) === 0)).toEqual([]);
  });

  const ADDED: [string, (context: Context) => Partial<Context>][] = [
    ['a file', ({ files }) => ({
      files: { ...files, put: async (key, body, options) => {
        const stored = await files.put(key, body, options);
        await files.put(fileKey(portal, 'exports', 'another'), new Uint8Array(1));
        return stored;
      } },
    })],
    ['a deletion', ({ files }) => ({
      files: { ...files, put: async (key, body, options) => {
        const stored = await files.put(key, body, options);
        await files.delete(fileKey(portal, 'exports', 'another'));
        return stored;
      } },
    })],
    ['a transaction', ({ mailer, database }) => ({
      mailer: { send: async (mail) => {
        const outcome = await mailer.send(mail);
        await database.inPortal(portal, (tx) => tx.$executeRaw`update jobs set phase = phase`);
        return outcome;
      } },
    })],
    ['a mail', ({ mailer }) => ({
      mailer: { send: async (mail) => {
        await mailer.send(mail);
        return mailer.send(mail);
      } },
    })],
  ];

  it.each(ADDED)('that is new and has none is found: %s', async (_, add) => {
    const stage = await setStage(add);

    await wholeLife(stage);

    expect(unguarded(stage.effects.deeds)).not.toEqual([]);
  });
});
