import { expect } from 'vitest';
import type { ExportFormat } from '#contract';
import type { CRASH_POINTS } from '../../../src/exports/index.ts';
import type { MAIL_CRASH_POINTS } from '../../../src/notices/index.ts';
import { eventually } from '../../support/eventually.ts';
import { harmTo } from './judge.ts';
import type { Fate } from './lane.ts';
import type { Lanes } from './lanes.ts';
import { leftBehind, sweepNow } from './left-behind.ts';

export type Point = (typeof CRASH_POINTS)[number] | (typeof MAIL_CRASH_POINTS)[number];
export type Case = { readonly point: Point; readonly fate: Fate; readonly format: ExportFormat };

/** Passed once in the life of an export, whoever makes it: nobody can die there twice. */
const PASSED_ONCE: readonly Point[] = ['orphan-deleted', 'plan-saved', 'part-finished', 'job-ended', 'chunk-deleted', 'chunks-deleted', 'mail-begun', 'mail-sent', 'mail-settled'];
/** The mail is on its way from here on, so that a worker that dies may leave it in doubt. */
const IN_DOUBT: readonly Point[] = ['job-ended', 'chunk-deleted', 'chunks-deleted', 'mail-begun', 'mail-sent'];
const FATES: readonly Fate[] = ['killed once', 'killed twice in a row', 'a zombie'];

/** Every fate that a worker can have at these points. */
export function casesAt(points: readonly Point[], format: Case['format']): Case[] {
  return points.flatMap((point) => FATES.filter((fate) => fate !== 'killed twice in a row' || !PASSED_ONCE.includes(point)).map((fate) => ({ point, fate, format })));
}

/** Disturbs an export as told, on a lane that is free, and expects that nobody can tell it from an undisturbed one. */
export async function meetAndJudge(lanes: Lanes, { point, fate, format }: Case): Promise<void> {
  await lanes.use(async (lane) => {
    const kind = lane.world.orders.find((each) => each.format === format)!;
    // Some way in where there is a way: a second chunk that follows a first is the dearer one to lose.
    const often = point.startsWith('chunk-') || point === 'batch-read';
    const diedBefore = point === 'orphan-deleted' ? ['chunk-stored:2'] : [];
    const started = await lane.meet(kind, fate === 'killed once' && often ? `${point}:2` : point, fate, { diedBefore });

    expect(await harmTo(lane.world, started, lane.undisturbed, IN_DOUBT.includes(point))).toEqual([]);
    await sweepNow(lane.world, [started]);
    await eventually(async () => (await leftBehind(lane.world, [started])).length === 0);
  });
}
