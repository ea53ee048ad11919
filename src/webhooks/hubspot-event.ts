import { z } from 'zod';

/** Numbers beyond JavaScript's are refused, never rounded. */
const Id = z.union([z.string().regex(/^\d{1,19}$/), z.int().nonnegative()]).transform(String);
/** No larger than the database's number: one event that it refuses would keep the whole delivery from being stored. */
const PortalNumber = Id.refine((id) => !id.startsWith('0') && BigInt(id) <= 9_223_372_036_854_775_807n);
/** What happened, in HubSpot's words; kept as it is, so nothing in it that text in the database cannot hold. */
const Kind = z.string().regex(/^[\w.-]{1,100}$/);
/** The last millisecond of a `Date`. */
const LAST_MS = 8_640_000_000_000_000;

/** Only who it belongs to; enough to put an unreadable event aside for its portal. */
export const EventOwner = z.object({ portalId: PortalNumber });

/**
 * One event of a delivery, the fields we use. Documents say `eventType` where live payloads say `subscriptionType`;
 * `eventId` is not unique (HubSpot webhooks guide, read 2026-11-22). A property's value is not even read.
 */
export const HubSpotEvent = z.object({
  portalId: PortalNumber,
  eventId: Id.optional(),
  subscriptionType: Kind.optional(),
  eventType: Kind.optional(),
  occurredAt: z.int().min(946_684_800_000).max(LAST_MS),
  objectId: Id.optional(),
  objectTypeId: z.string().regex(/^\d{1,9}-\d{1,12}$/).optional(),
  propertyName: z.string().max(200).optional(),
  primaryObjectId: Id.optional(),
  mergedObjectIds: z.array(Id).max(100).optional(),
  newObjectId: Id.optional(),
  associationType: z.string().max(200).optional(),
  fromObjectId: Id.optional(),
  toObjectId: Id.optional(),
  associationRemoved: z.boolean().optional(),
});
export type HubSpotEvent = z.infer<typeof HubSpotEvent>;
