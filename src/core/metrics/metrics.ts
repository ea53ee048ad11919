export type EndedJob = {
  readonly kind: string;
  readonly lane: string;
  readonly state: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly rowsDone: bigint;
};

/** One reading of something that is measured when it is asked for. */
export type Reading = { readonly name: string; readonly help: string; readonly labels?: Readonly<Record<string, string>>; readonly value: number };

/** What a process counts of its own work. Labels come from closed lists: no portal, no person, no table. */
export type Metrics = {
  jobEnded(job: EndedJob): void;
  noticeSettled(channel: string, state: string): void;
  /** `status` null: no whole answer came. */
  hubspotTried(area: string, status: number | null): void;
  cardAnswered(route: string, outcome: string, seconds: number): void;
  /** Prometheus' text form, with `readings` beside what was counted. */
  text(readings: readonly Reading[]): Promise<string>;
};
