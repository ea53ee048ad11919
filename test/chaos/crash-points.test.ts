import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CRASH_POINTS } from '../../src/exports/index.ts';
import { MAIL_CRASH_POINTS } from '../../src/notices/index.ts';
import { eventually } from '../support/eventually.ts';
import { startChaosWorld } from './support/chaos-world.ts';
import type { ChaosWorld, Kind } from './support/chaos-world.ts';
import { harmTo } from './support/judge.ts';
import { openLane } from './support/lane.ts';
import type { Fate } from './support/lane.ts';
import { shareLanes } from './support/lanes.ts';
import type { Lanes } from './support/lanes.ts';
import { leftBehind, sweepNow } from './support/left-behind.ts';
import { startS3World } from './support/s3-world.ts';

type Point = (typeof CRASH_POINTS)[number] | (typeof MAIL_CRASH_POINTS)[number];

/** Passed once in the life of an export, whoever makes it: nobody can die there twice. */
const PASSED_ONCE: readonly Point[] = ['orphan-deleted', 'plan-saved', 'part-finished', 'job-ended', 'chunk-deleted', 'chunks-deleted', 'mail-begun', 'mail-sent', 'mail-settled'];
/** The mail is on its way from here on, so that a worker that dies may leave it in doubt. */
const IN_DOUBT: readonly Point[] = ['job-ended', 'chunk-deleted', 'chunks-deleted', 'mail-begun', 'mail-sent'];
/** Objects in S3 have these steps only. */
const ON_S3: readonly Point[] = ['chunk-part-sent', 'chunk-stored', 'chunk-saving', 'file-part-sent', 'file-stored', 'job-ending', 'chunk-deleted'];
const ON_DISK: readonly Point[] = [...CRASH_POINTS.filter((point) => !point.endsWith('part-sent')), ...MAIL_CRASH_POINTS];

type Case = { readonly point: Point; readonly fate: Fate; readonly format: 'csv' | 'xlsx' };
/** Exports disturbed side by side. */
const LANES = Number(process.env['CHAOS_LANES'] ?? 3);
const FATES: readonly Fate[] = ['killed once', 'killed twice in a row', 'a zombie'];

function cases(points: readonly Point[], format: Case['format']): Case[] {
  return points.flatMap((point) => FATES.filter((fate) => fate !== 'killed twice in a row' || !PASSED_ONCE.includes(point)).map((fate) => ({ point, fate, format })));
}

async function meetAndJudge(lanes: Lanes, { point, fate, format }: Case): Promise<void> {
  await lanes.use(async (lane) => {
    const kind = lane.world.orders.find((each) => each.format === format)!;
    // Some way in where there is a way: a second chunk that follows a first is the dearer one to lose.
    const often = point.startsWith('chunk-') || point === 'batch-read';
    const diedBefore = point === 'orphan-deleted' ? ['chunk-stored:2'] : [];
    const started = await lane.meet(kind, fate === 'killed once' && often ? `${point}:2` : point, fate, diedBefore);

    expect(await harmTo(lane.world, started, lane.undisturbed, IN_DOUBT.includes(point))).toEqual([]);
    await sweepNow(lane.world, [started]);
    await eventually(async () => (await leftBehind(lane.world, [started])).length === 0);
  });
}

const csvAndXlsx = (world: ChaosWorld): Kind[] => world.orders.filter(({ format }) => format !== 'jsonl');

describe.concurrent('with files on a disk, an export costs its owner nothing: same bytes, one notice, nothing left behind, when its worker is', () => {
  let lanes: Lanes;
  beforeAll(async () => {
    const open = () => openLane(startChaosWorld({ rows: 500 }), csvAndXlsx);
    lanes = shareLanes(await Promise.all(Array.from({ length: LANES }, open)));
  });
  afterAll(async () => lanes?.close());

  it.each([...cases(ON_DISK, 'csv'), ...cases(ON_DISK, 'xlsx')])('$fate at "$point" of a $format file (F2, F3, S0.16)', async (each) => meetAndJudge(lanes, each), 300_000);
});

describe.concurrent('with files in S3, an export costs its owner nothing: same bytes, one notice, nothing left behind, when its worker is', () => {
  let lanes: Lanes;
  beforeAll(async () => {
    lanes = shareLanes([await openLane(startS3World(), (world) => world.orders.filter(({ format }) => format === 'csv'))]);
  });
  afterAll(async () => lanes?.close());

  it.each(cases(ON_S3, 'csv'))('$fate at "$point" of a $format file (F2, F3, F16)', async (each) => meetAndJudge(lanes, each), 300_000);
});
