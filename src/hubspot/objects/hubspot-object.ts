/** A record as the app uses it. Every value is text on the wire; null and absent mean the same. */
export type HubSpotObject = {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
};

export type ObjectPage = {
  readonly objects: readonly HubSpotObject[];
  /** Where the next page begins, null on the last one. */
  readonly after: string | null;
  /** Records that match, where HubSpot says it (search). */
  readonly total: number | null;
};
