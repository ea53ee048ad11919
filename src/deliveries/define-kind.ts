import type { DestinationKind } from '#contract';
import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { Reading } from '../readers/index.ts';
import type { Settings } from './settings.ts';

/** A finished export as a destination gets it. `fileName` holds only characters every file system takes. */
export type Parcel = {
  readonly portalId: PortalId;
  readonly deliveryId: string;
  readonly jobId: string;
  readonly title: string;
  readonly userEmail: string;
  /** How that person reads. */
  readonly reading: Reading;
  readonly fileKey: string;
  readonly fileName: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly expiresAt: Date;
  readonly record: { readonly objectTypeId: string; readonly objectId: string } | null;
};

/** Word of an export that ended without a file. `reason` is the person's sentence, null when nobody failed. */
export type News = Pick<Parcel, 'portalId' | 'deliveryId' | 'jobId' | 'title' | 'userEmail' | 'reading' | 'record'> & {
  readonly about: 'failed' | 'cancelled';
  readonly reason: string | null;
  readonly supportCode: string | null;
};

/** `uncertain`: it may have arrived. `final`: another try is of no use. `gone`: and the place wants nothing any more. */
export type Outcome =
  | { readonly state: 'sent'; readonly receipt: string }
  | { readonly state: 'not_sent'; readonly reason: string; readonly final?: boolean; readonly gone?: boolean; readonly afterMs?: number }
  | { readonly state: 'uncertain'; readonly reason: string };

export type Sending<Kind extends DestinationKind> = { readonly settings: Extract<Settings, { kind: Kind }>; readonly signal: AbortSignal };

/**
 * A kind of place. `repeatable`: the other side knows a second sending again, so what is uncertain may be sent once
 * more. `waits`: milliseconds before the second try, the third and so on; after the last one it is given up.
 */
export type Kind<Name extends DestinationKind> = {
  readonly kind: Name;
  readonly repeatable: boolean;
  readonly waits: readonly number[];
  /** HubSpot scopes it needs. */
  readonly scopes: readonly string[];
  send(context: Context, sending: Sending<Name>, parcel: Parcel): Promise<Outcome>;
  /** Says that there is no file; kinds that only take files have none. */
  tell?(context: Context, sending: Sending<Name>, news: News): Promise<Outcome>;
  /** Tries the place with something that is no export. */
  test(context: Context, sending: Sending<Name>, portalId: PortalId): Promise<Outcome>;
};

/** Declares a kind; kinds/index.ts lists it. */
export function defineKind<Name extends DestinationKind>(kind: Kind<Name>): Kind<Name> {
  return kind;
}
