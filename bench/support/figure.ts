/** One number of a figure, already the median of its runs. */
export type Measure = {
  readonly what: string;
  readonly unit: string;
  readonly own: number;
  /** One value per run, in the order they were made. */
  readonly runs: readonly number[];
  /** What it is held against: a limit, or a peer measured in the same run. */
  readonly against: { readonly what: string; readonly value: number; readonly runs: readonly number[] } | null;
  /** Own through peer or limit; null without one, or when that is 0. */
  readonly ratio: number | null;
  /** Null: for information only. */
  readonly goal: Goal | null;
};

export type Goal = { readonly on: 'own' | 'ratio'; readonly bound: 'at least' | 'at most'; readonly value: number };

export type FigureOptions = {
  /** Null: the figure's own default. */
  readonly runs: number | null;
  /** Rows of one export, for the figures that can be shortened. */
  readonly rows: number | null;
  /** Requests of one run, for the figures that send many. */
  readonly requests: number | null;
  /** Progress for the person who waits. */
  readonly say: (line: string) => void;
};

export type FigureResult = {
  readonly measures: readonly Measure[];
  /** What a reader of the numbers has to know: data, pace, how the output was checked. */
  readonly notes: readonly string[];
};

export type Figure = {
  readonly name: string;
  readonly title: string;
  /** Throws when an output is wrong: a fast wrong answer is a failure, not a figure. */
  readonly run: (options: FigureOptions) => Promise<FigureResult>;
};
