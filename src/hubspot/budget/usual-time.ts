const STEP = 0.05;

/**
 * Learns how long answers usually take, so that half of them take less: one step up or down for each. Gives by how many
 * milliseconds this one took longer than that.
 */
export function createUsualTime(): (tookMs: number) => number {
  let usual: number | null = null;
  return (tookMs) => {
    const before = usual ?? tookMs;
    usual = before + Math.sign(tookMs - before) * Math.max(1, before * STEP);
    return Math.max(0, tookMs - before);
  };
}
