import type { Cell } from '#contract';
import type { ReadPlan, SourceQuery } from '../../../src/sources/define-source.ts';
import type { TestSource } from './test-source.ts';

/** Reads every part batch by batch, each batch as a new read from the last one's cursor, as after a crash. */
export async function resumeEverywhere({ source, context }: TestSource, of: SourceQuery, plan: ReadPlan, between: () => Promise<void> = async () => undefined): Promise<(readonly Cell[])[]> {
  const rows: (readonly Cell[])[] = [];
  for (const part of plan.parts) {
    for (let cursor: string | null = null, over = false; !over; ) {
      over = true;
      for await (const batch of source.read(context, of, part, cursor)) {
        rows.push(...batch.rows);
        cursor = batch.cursor;
        over = false;
        break;
      }
      await between();
    }
  }
  return rows;
}
