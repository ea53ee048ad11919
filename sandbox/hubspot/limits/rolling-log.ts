/**
 * The exact times of the last arrivals within a rolling window. A call that came exactly one window ago no longer
 * counts. Fixed windows would let twice the limit through at their edges.
 */
export class RollingLog {
  private readonly windowMs: number;
  private times: number[] = [];
  private head = 0;
  /** The most calls ever seen within one window. */
  peak = 0;

  constructor(windowMs: number) {
    this.windowMs = windowMs;
  }

  /** Notes an arrival and answers how many calls the window now holds, this one included. */
  add(now: number): number {
    this.times.push(now);
    const count = this.count(now);
    if (count > this.peak) this.peak = count;
    return count;
  }

  count(now: number): number {
    while (this.head < this.times.length && now - (this.times[this.head] ?? now) >= this.windowMs) this.head++;
    if (this.head > 1024) {
      this.times = this.times.slice(this.head);
      this.head = 0;
    }
    return this.times.length - this.head;
  }
}
