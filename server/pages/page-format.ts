import { sayMoment } from '../../src/core/time/say-moment.ts';
import type { Clock } from '../../src/core/time/say-moment.ts';

export type PageFormat = {
  readonly number: (value: number) => string;
  readonly size: (bytes: number) => string;
  /** Day and time in the reader's zone, which is named. */
  readonly moment: (at: Date) => string;
};

/** How our own pages write numbers and times for a reader. */
export function pageFormat(clock: Clock): PageFormat {
  const number = new Intl.NumberFormat(clock.locale);
  const rounded = new Intl.NumberFormat(clock.locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return {
    number: (value) => number.format(value),
    size: (bytes) => (bytes < 1_000_000 ? `${rounded.format(bytes / 1_000)} KB` : `${rounded.format(bytes / 1_000_000)} MB`),
    moment: (at) => sayMoment(at, clock),
  };
}
