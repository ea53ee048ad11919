import { afterAll, beforeAll, describe, it } from 'vitest';
import { openLane } from './support/lane.ts';
import { shareLanes } from './support/lanes.ts';
import type { Lanes } from './support/lanes.ts';
import { casesAt, meetAndJudge } from './support/meet-and-judge.ts';
import type { Point } from './support/meet-and-judge.ts';
import { startS3World } from './support/s3-world.ts';

/** Objects in S3 have these steps only. */
const ON_S3: readonly Point[] = ['chunk-part-sent', 'chunk-stored', 'chunk-saving', 'file-part-sent', 'file-stored', 'job-ending', 'chunk-deleted'];

describe('with files in S3, an export costs its owner nothing: same bytes, one notice, nothing left behind, when its worker is', () => {
  let lanes: Lanes;
  beforeAll(async () => {
    lanes = shareLanes([await openLane(startS3World(), ({ orders }) => orders.filter(({ format }) => format === 'csv'))]);
  }, 300_000);
  afterAll(async () => lanes?.close());

  it.each(casesAt(ON_S3, 'csv'))('$fate at "$point" of a $format file (F2, F3, F16)', async (each) => meetAndJudge(lanes, each), 300_000);
});
