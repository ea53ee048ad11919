/** What a plan knows of an object type whose list is ordered by id. */
export type PortalTable = {
  /** Ids of the oldest record in the list and of the newest that search knows. */
  readonly first: string;
  readonly last: string;
  /** Records search counts. */
  readonly total: number;
  /** Ids of the newest records search knows, up to a page of them, in any order. */
  readonly newest: readonly string[];
  /** When the plan began. */
  readonly startedAt: number;
};
