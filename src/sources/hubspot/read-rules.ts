import type { SearchSlots } from './search-slots.ts';

/** Six calls in flight reach the list's pace at up to 550 ms per call. */
export const READ_CONCURRENCY = 6;
/** Four searches in flight reach search's pace of 4.5 per second at up to 880 ms per call. */
export const SEARCH_CONCURRENCY = 4;
/**
 * Readers of a table that is read through both allowances. More than the pace needs: a call that comes back late must
 * not leave an allowance without somebody who waits for it.
 */
export const BOTH_CONCURRENCY = 10;
/** HubSpot's limit of rows per search page. */
export const SEARCH_PAGE = 200;

/** HubSpot may answer an empty page that has a next one; many in a row are a defect. */
export const MOST_EMPTY_PAGES = 50;

/**
 * How far back changes are not believed to be in search's index for certain. Nothing official says how late it is;
 * Estuary's connector, which reads HubSpot for a living, looks back one hour (`DELAYED_LAG` in shared.py,
 * https://github.com/estuary/connectors).
 */
const HORIZON_MS = 60 * 60_000;
/**
 * How long after the begin search is asked a second time, for what changed. Usual delays are seconds: Supaglue's own tests wait 30 s for
 * HubSpot's index (https://github.com/supaglue-labs/supaglue/pull/1851); twice that.
 */
const SETTLE_MS = 60_000;
/**
 * How long after the begin search reads rows of a whole table, the list reads alone until then. Rows are
 * written as they come, and those changed late are replaced in the second pass: this only keeps them few. Each second costs a
 * 250,000 row export half a second.
 */
const SETTLE_BOTH_MS = 2_000;
/** Below this the list alone is done in 69 s, when the second pass would hardly have begun. */
const ROWS_FOR_BOTH = 75_000;
/** Half of the 10,000 rows search shows of one query, so that a window which grows meanwhile stays below. */
const WINDOW_ROWS = 5_000;
/** Below this, parts would cost more calls than they save time. */
const ROWS_FOR_PARTS = 2_000;

/** What a read goes by, passed in so that tests need not wait. */
export type ReadRules = {
  readonly horizonMs: number;
  readonly settleMs: number;
  readonly settleBothMs: number;
  readonly rowsForParts: number;
  readonly windowRows: number;
  readonly rowsForBoth: number;
  /** False: exports read the list alone and leave search's allowance to people and other apps. */
  readonly searchForExports: boolean;
  /** Rejects as soon as the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
};

export const READ_RULES: Omit<ReadRules, 'sleep'> = { horizonMs: HORIZON_MS, settleMs: SETTLE_MS, settleBothMs: SETTLE_BOTH_MS, rowsForParts: ROWS_FOR_PARTS, windowRows: WINDOW_ROWS, rowsForBoth: ROWS_FOR_BOTH, searchForExports: true };

/** One source's rules together with what its reads share. */
export type Reading = ReadRules & { readonly now: () => number; readonly slots: SearchSlots };

/** The certificate's rule for records that change during the read. */
export const CONSISTENCY =
  'Each record comes once, with its values at the moment its page was read. Records that existed when the export began and were not archived, deleted or merged into another while it ran are in the file; ' +
  'records made while it ran, also by a merge or by restoring, may be; those archived, deleted or merged away before their page was read are not.';
