import type { Metrics } from '../../src/core/metrics/index.ts';

type Counting = Exclude<keyof Metrics, 'text'>;
/** One thing that was counted, as it goes from a job's own process to the worker that started it. */
export type Counted = { readonly [Name in Counting]: { readonly counts: Name; readonly given: Parameters<Metrics[Name]> } }[Counting];

/** Counts nothing here: the process ends with its job, before anybody asks it. */
export function tellCounts(tell: (counted: Counted) => void): Metrics {
  return {
    jobEnded: (...given) => tell({ counts: 'jobEnded', given }),
    noticeSettled: (...given) => tell({ counts: 'noticeSettled', given }),
    hubspotTried: (...given) => tell({ counts: 'hubspotTried', given }),
    cardAnswered: (...given) => tell({ counts: 'cardAnswered', given }),
    text: () => Promise.resolve(''),
  };
}

/** Counts what another process told as if it had been counted here. */
export function countTold<Name extends Counting>(metrics: Metrics, { counts, given }: { readonly counts: Name; readonly given: Parameters<Metrics[Name]> }): void {
  const count = metrics[counts] as (...args: Parameters<Metrics[Name]>) => void;
  count(...given);
}
