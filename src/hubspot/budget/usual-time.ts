/** The first answers of a kind say nothing yet: calls sent before they came are taken to be counted when they were answered. */
const FIRST = 16;
/** The shortest time is the one among the last so many answers, up to twice as many: should HubSpot become slower for good, it is forgotten. */
const BLOCK = 100;

export type UsualTime = {
  /**
   * By how many milliseconds a call that was sent at `sentAt` may have been counted later than that: what its answer took beyond the
   * shortest of its kind. Not beyond the usual one: on a slow way half the calls arrive later than that, and a fast one a window later would be too early.
   */
  late(tookMs: number, sentAt: number): number;
  /** Takes a success for the kind's shortest times; a refusal is quick and says nothing of them. */
  learn(tookMs: number, sentAt: number): void;
};

/** Learns how little time one kind of answer takes. No average: on a busy machine it would creep towards the slow ones, and each of them would seem in time. */
export function createUsualTime(): UsualTime {
  let seen = 0;
  let before = Infinity;
  let current = Infinity;
  let knownSince = Infinity;
  return {
    late: (tookMs, sentAt) => Math.max(0, tookMs - (sentAt < knownSince ? 0 : Math.min(before, current))),
    learn(tookMs, sentAt) {
      if (seen > 0 && seen % BLOCK === 0) [before, current] = [current, Infinity];
      seen += 1;
      current = Math.min(current, tookMs);
      if (seen === FIRST) knownSince = sentAt + tookMs;
    },
  };
}
