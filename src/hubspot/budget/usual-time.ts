/** The first answers of a kind say nothing yet: calls sent before they came are taken to be counted when they were answered. */
const FIRST = 8;
/** By so much of the distance the shortest time is forgotten with each answer, should HubSpot become slower for good. */
const STEP = 0.01;

export type UsualTime = {
  /**
   * By how many milliseconds a call that was sent at `sentAt` may have been counted later than that: what its answer took beyond the
   * shortest of its kind. Not beyond the usual one: on a slow way half the calls arrive later than that, and a fast one a window later would be too early.
   */
  late(tookMs: number, sentAt: number): number;
  /** Takes a success for the kind's shortest times; a refusal is quick and says nothing of them. */
  learn(tookMs: number, sentAt: number): void;
};

/** Learns how little time one kind of answer takes. */
export function createUsualTime(): UsualTime {
  let seen = 0;
  let shortest = Infinity;
  let knownSince = Infinity;
  return {
    late: (tookMs, sentAt) => Math.max(0, tookMs - (sentAt < knownSince ? 0 : shortest)),
    learn(tookMs, sentAt) {
      seen += 1;
      shortest = seen <= FIRST ? Math.min(shortest, tookMs) : Math.min(tookMs, shortest + STEP * (tookMs - shortest));
      if (seen === FIRST) knownSince = sentAt + tookMs;
    },
  };
}
