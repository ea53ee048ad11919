/** What is known of a record's existence. `erased` is final: HubSpot deleted it for privacy, and it never comes back here. */
export type RecordState = 'unknown' | 'present' | 'gone' | 'erased';

/** One or more events about one record, added up. */
export type RecordChange = {
  readonly objectTypeId: string;
  readonly objectId: string;
  /** When the newest of them happened in HubSpot, in milliseconds. */
  readonly changedAt: number;
  /** The newest that said it was linked to another record, or no longer is. */
  readonly linkedAt: number | null;
  /** `unknown`: these events say nothing about it. */
  readonly state: RecordState;
  readonly events: number;
};
