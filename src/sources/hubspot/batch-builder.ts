import type { Cell } from '#contract';
import type { HubSpotObject } from '../../hubspot/index.ts';
import type { Skipped, SourceBatch } from '../define-source.ts';
import { matches } from './matches.ts';
import { writePartCursor, type PartCursor } from './part-cursor.ts';
import type { ReadOptions } from './read-options.ts';

/** Why a record that HubSpot named is not in the file; `refused`: what HubSpot said, when it was not that it is gone. */
export function missingReason(refused: string | undefined): string {
  return refused === undefined ? 'archived, deleted or merged into another during the read' : `HubSpot did not give it out: ${refused}`;
}

const MOST_ROWS = 1_000;
const MOST_MS = 5_000;

export type BatchBuilder = {
  /** One record that HubSpot delivered: written, or left out by the filter. */
  add(object: HubSpotObject): void;
  /** One record that HubSpot named but did not deliver. */
  skip(key: string, refused?: string): void;
  /** True when it is time for a checkpoint: another page of that size would not fit, a crash would cost too much, or the reader wants to stop. */
  isFull(page?: number): boolean;
  /** Closes the batch and begins the next. */
  take(cursor: PartCursor): SourceBatch;
};

/**
 * Collects a part's rows into batches and counts so that upstream = written + skipped + left out by the filter. `keyed`:
 * the batches say which rows they are, for a plan that rechecks.
 */
export function createBatchBuilder({ query, now, takeCalls, hurry }: Pick<ReadOptions, 'query' | 'now' | 'takeCalls' | 'hurry'>, keyed = false): BatchBuilder {
  let rows: Cell[][] = [];
  let skipped: Skipped[] = [];
  let keys: { key: string; written: boolean }[] = [];
  let upstream = 0;
  let since = now();

  return {
    add(object) {
      upstream += 1;
      const written = matches(query.conditions, object);
      if (written) rows.push(query.toCells(object));
      if (keyed) keys.push({ key: object.id, written });
    },
    skip(key, refused) {
      upstream += 1;
      skipped.push({ key, reason: missingReason(refused) });
    },
    isFull: (page = 100) => upstream > MOST_ROWS - page || now() - since >= MOST_MS || hurry?.aborted === true,
    take(cursor) {
      const batch: SourceBatch = { rows, skipped, upstream, cursor: writePartCursor(cursor), calls: takeCalls(), ...(keyed ? { keys } : {}) };
      rows = [];
      skipped = [];
      keys = [];
      upstream = 0;
      since = now();
      return batch;
    },
  };
}
