/** A record an event speaks of; `link`: only its links to others changed. */
export type Touched = { readonly objectTypeId: string; readonly objectId: string; readonly link: boolean };

/** One event as it is kept. The key says which event of its portal it is; a repeat has the same one. */
export type InboxEvent = {
  readonly portalId: string;
  readonly key: string;
  readonly kind: string;
  readonly objectTypeId: string;
  readonly objectId: string;
  readonly touched: readonly Touched[];
  readonly occurredAt: string;
  readonly state: 'pending' | 'quarantined';
  readonly reason: string | null;
  readonly sealedRaw: string | null;
};
