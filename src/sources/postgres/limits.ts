import type { SourceContext } from '../define-source.ts';

/** Bounds of what one question may cost. Times in milliseconds. */
export type Limits = {
  readonly connectMs: number;
  readonly personStatementMs: number;
  readonly backgroundStatementMs: number;
  /** Count and totals of a view: past this they are left out, the rows are not held up. */
  readonly countMs: number;
  /** Who a record may be linked to: rows compared, and how long that may take. */
  readonly matchRows: number;
  readonly matchMs: number;
  readonly lockMs: number;
  readonly idleMs: number;
  readonly catalogueMs: number;
  /** Connections that serve people, per portal and address. Reads of jobs open their own. */
  readonly connections: number;
  readonly fieldBytes: number;
  readonly pageBytes: number;
  readonly chunkRows: number;
  readonly chunkBytes: number;
  /** A part read by COPY: its lines come in pieces, pieces are gathered to stretches. */
  readonly pieceBytes: number;
  readonly stretchBytes: number;
  readonly copyBytes: number;
  /** As long as its reader takes; a reader that gives up goes on from its last stretch. */
  readonly copyMs: number;
  /** No question is answered by more; a server that sends more is cut off. */
  readonly answerBytes: number;
};

export const LIMITS: Limits = {
  connectMs: 5_000,
  personStatementMs: 10_000,
  backgroundStatementMs: 60_000,
  countMs: 6_000,
  matchRows: 50_000,
  matchMs: 4_000,
  lockMs: 3_000,
  idleMs: 10_000,
  catalogueMs: 60_000,
  connections: 3,
  fieldBytes: 1_000_000,
  // HubSpot cuts a card's answer at 1 MB; the rest is for column titles and totals.
  pageBytes: 900_000,
  chunkRows: 5_000,
  chunkBytes: 2_000_000,
  // More than a file store gathers before it writes, so that it takes each as it is.
  pieceBytes: 288 * 1024,
  stretchBytes: 16_000_000,
  copyBytes: 200_000_000_000,
  copyMs: 3_600_000,
  answerBytes: 64_000_000,
};

/** How long one question of this lane may take. */
export function laneMs(limits: Limits, { lane }: Pick<SourceContext<unknown>, 'lane'>): number {
  return lane === 'person' ? limits.personStatementMs : limits.backgroundStatementMs;
}
