import type { Rendered } from '../define-format.ts';

type Summary = ReturnType<Rendered['summary']>;

/** The summaries of several files of one kind as one; at least one. */
export function joinSummaries(summaries: readonly Summary[]): Summary {
  const sum = (of: (summary: Summary) => number): number => summaries.reduce((total, summary) => total + of(summary), 0);
  return {
    rows: summaries.flatMap(({ rows }) => rows),
    cells: {
      neutralised: sum(({ cells }) => cells.neutralised),
      cut: sum(({ cells }) => cells.cut),
      cutPlaces: summaries.flatMap(({ cells }) => cells.cutPlaces),
      replaced: sum(({ cells }) => cells.replaced),
      keptAsText: sum(({ cells }) => cells.keptAsText),
    },
    facts: summaries[0]!.facts,
  };
}
