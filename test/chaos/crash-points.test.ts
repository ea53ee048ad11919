import { afterAll, beforeAll, describe, it } from 'vitest';
import { CRASH_POINTS } from '../../src/exports/index.ts';
import { MAIL_CRASH_POINTS } from '../../src/notices/index.ts';
import { startChaosWorld } from './support/chaos-world.ts';
import { openLane } from './support/lane.ts';
import { shareLanes } from './support/lanes.ts';
import type { Lanes } from './support/lanes.ts';
import { casesAt, meetAndJudge } from './support/meet-and-judge.ts';
import type { Point } from './support/meet-and-judge.ts';

const ON_DISK: readonly Point[] = [...CRASH_POINTS.filter((point) => !point.endsWith('part-sent')), ...MAIL_CRASH_POINTS];
/** Every fate in every format only in `npm run chaos`; here JSON Lines and Parquet, which share the engine with the others, meet one. */
const LONG = Number(process.env['CHAOS_KILLS'] ?? 200) >= 1_000;
const FORMATS = ['csv', 'xlsx', 'jsonl', 'parquet'] as const;
const CASES = FORMATS.flatMap((format) => casesAt(ON_DISK, format)).filter(({ format, fate }) => LONG || format === 'csv' || format === 'xlsx' || fate === 'killed once');

/** Exports disturbed side by side, each in a world of its own with two or three workers. */
const LANES = Number(process.env['CHAOS_LANES'] ?? 4);

describe.concurrent('with files on a disk, an export costs its owner nothing: same bytes, one notice, nothing left behind, when its worker is', () => {
  let lanes: Lanes;
  beforeAll(async () => {
    const open = () => openLane(startChaosWorld({ rows: 500, formats: FORMATS }), ({ orders }) => orders);
    lanes = shareLanes(await Promise.all(Array.from({ length: LANES }, open)));
  }, 300_000);
  afterAll(async () => lanes?.close());

  it.each(CASES)('$fate at "$point" of a $format file (F2, F3, S0.16, G4)', async (each) => meetAndJudge(lanes, each), 300_000);
});
