import { z } from 'zod';

/** What kind of place a finished export, or word of it, goes to. */
export const DestinationKind = z.enum(['s3', 'sftp', 'webhook', 'slack', 'teams', 'task']);
export type DestinationKind = z.infer<typeof DestinationKind>;

const HostName = z.string().min(1).max(253);
/** A web address with neither a login nor a fragment in it. */
const WebAddress = z.string().max(2_000).refine((text) => {
  const url = URL.parse(text);
  return url !== null && ['https:', 'http:'].includes(url.protocol) && url.username === '' && url.password === '' && url.hash === '';
}, 'must be a web address without a login in it');
/** Folders below each other; none is called `..`, none holds a control character or a backslash. */
const Folder = z.string().max(400).refine((text) => /^\/?(?:[^/\\\p{Cc}\p{Cf}]+(?:\/|$))*$/u.test(text) && !text.split('/').some((part) => part === '..' || part === '.'), 'must be a plain folder');
const Secret = z.string().min(1).max(8_000);

const S3 = {
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
  region: z.string().regex(/^[a-z0-9-]{2,40}$/),
  /** For a store that is not Amazon's. */
  endpoint: WebAddress.optional(),
  pathStyle: z.boolean().optional(),
  folder: Folder,
  accessKeyId: z.string().min(1).max(200),
};
const Sftp = {
  host: HostName,
  port: z.number().int().min(1).max(65_535),
  user: z.string().min(1).max(200),
  /** As `ssh-keygen -l` prints it: SHA256:… */
  hostKey: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/),
  folder: Folder,
};

/** The settings of a place, secrets included: sent once, kept sealed, never given back. */
export const DestinationSettings = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('s3'), ...S3, secretAccessKey: Secret }),
  /** A password or a key. */
  z.strictObject({ kind: z.literal('sftp'), ...Sftp, password: Secret.optional(), privateKey: Secret.optional() }).refine(({ password, privateKey }) => (password === undefined) !== (privateKey === undefined), { path: ['password'], message: 'give a password or a private key' }),
  z.strictObject({ kind: z.literal('webhook'), url: WebAddress }),
  z.strictObject({ kind: z.literal('slack'), url: WebAddress }),
  z.strictObject({ kind: z.literal('teams'), url: WebAddress }),
  z.strictObject({ kind: z.literal('task') }),
]);
export type DestinationSettings = z.infer<typeof DestinationSettings>;

/** The same for a change: a secret that is left out stays, where the place is still the same. Given back, it holds none. */
export const DestinationChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('s3'), ...S3, secretAccessKey: Secret.optional() }),
  z.strictObject({ kind: z.literal('sftp'), ...Sftp, password: Secret.optional(), privateKey: Secret.optional() })
    .refine(({ password, privateKey }) => password === undefined || privateKey === undefined, { path: ['password'], message: 'give a password or a private key' }),
  z.strictObject({ kind: z.literal('webhook'), url: WebAddress.optional() }),
  z.strictObject({ kind: z.literal('slack'), url: WebAddress.optional() }),
  z.strictObject({ kind: z.literal('teams'), url: WebAddress.optional() }),
  z.strictObject({ kind: z.literal('task') }),
]);
export type DestinationChange = z.infer<typeof DestinationChange>;

const DeliveryState = z.enum(['waiting', 'pending', 'sending', 'sent', 'uncertain', 'failed']);
/** The finished file, or word that there is none. */
const DeliveryAbout = z.enum(['ready', 'failed', 'cancelled']);

export const Destination = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: DestinationKind,
  state: z.enum(['active', 'disabled']),
  /** Why nothing can go there now; null when it can. */
  off: z.string().nullable(),
  /** Bucket or host, for admins; null for others. */
  place: z.string().nullable(),
  /** Whether it is told when an export it waits for fails or is cancelled. */
  tells: z.boolean(),
  /** What became of the newest sending, for admins; null for others and before the first. */
  last: z.strictObject({ state: DeliveryState, about: DeliveryAbout, at: z.string() }).nullable(),
});
export type Destination = z.infer<typeof Destination>;

/** POST /ui/list-destinations. Others than admins see the active ones. */
export const ListDestinationsRequest = z.strictObject({});
export type ListDestinationsRequest = z.infer<typeof ListDestinationsRequest>;
export const ListDestinationsResponse = z.strictObject({ destinations: z.array(Destination), admin: z.boolean() });
export type ListDestinationsResponse = z.infer<typeof ListDestinationsResponse>;

const Name = z.string().trim().min(1).max(80).regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u);

/** POST /ui/add-destination, admins only. A name is there once. */
export const AddDestinationRequest = z.strictObject({ name: Name, settings: DestinationSettings });
export type AddDestinationRequest = z.infer<typeof AddDestinationRequest>;
/** `secret` is what a webhook's receiver checks signatures with; it is shown this once. */
export const AddDestinationResponse = z.strictObject({ destination: Destination, secret: z.string().nullable() });
export type AddDestinationResponse = z.infer<typeof AddDestinationResponse>;

/** POST /ui/get-destination, admins only: what its form shows, and the newest sendings, newest first. */
export const DestinationRequest = z.strictObject({ destinationId: z.uuid() });
export type DestinationRequest = z.infer<typeof DestinationRequest>;
export const GetDestinationResponse = z.strictObject({
  destination: Destination,
  settings: DestinationChange,
  /** Until when a webhook's messages are also signed with the secret before the last one; null: there is one secret. */
  oldSecretUntil: z.string().nullable(),
  deliveries: z.array(z.strictObject({
    id: z.string(), jobId: z.string(), title: z.string(), userEmail: z.string(), /** Only one's own can be sent again. */ mine: z.boolean(),
    state: DeliveryState, about: DeliveryAbout, attempts: z.number().int(), reason: z.string().nullable(), at: z.string(),
  })).max(20),
});
export type GetDestinationResponse = z.infer<typeof GetDestinationResponse>;

/** POST /ui/update-destination, admins only. `secret`: a webhook that leads to another host signs with a new one, shown this once. */
export const UpdateDestinationRequest = z.strictObject({ destinationId: z.uuid(), name: Name, settings: DestinationChange });
export type UpdateDestinationRequest = z.infer<typeof UpdateDestinationRequest>;
export const UpdateDestinationResponse = AddDestinationResponse;
export type UpdateDestinationResponse = z.infer<typeof UpdateDestinationResponse>;

/** POST /ui/rotate-destination-secret, admins only: a new signing secret, shown this once; until `until` messages carry both signatures. */
export const RotateDestinationSecretResponse = z.strictObject({ secret: z.string(), until: z.string() });
export type RotateDestinationSecretResponse = z.infer<typeof RotateDestinationSecretResponse>;

/** POST /ui/remove-destination, admins only: its settings are deleted, what waits for it is given up. */
export const RemoveDestinationResponse = z.strictObject({ removed: z.literal(true) });
export type RemoveDestinationResponse = z.infer<typeof RemoveDestinationResponse>;

/** POST /ui/test-destination, admins only: tries it with something that is no export. */
export const TestDestinationRequest = z.strictObject({ destinationId: z.uuid() });
export type TestDestinationRequest = z.infer<typeof TestDestinationRequest>;
export const TestDestinationResponse = z.strictObject({ works: z.boolean(), message: z.string() });
export type TestDestinationResponse = z.infer<typeof TestDestinationResponse>;

/** POST /ui/switch-destination, admins only. */
export const SwitchDestinationRequest = z.strictObject({ destinationId: z.uuid(), state: z.enum(['active', 'disabled']) });
export type SwitchDestinationRequest = z.infer<typeof SwitchDestinationRequest>;
export const SwitchDestinationResponse = z.strictObject({ destination: Destination });
export type SwitchDestinationResponse = z.infer<typeof SwitchDestinationResponse>;

/** One sending to one place. `waiting`: the file is not made yet. `uncertain`: it may have arrived, and is not sent again by itself. */
export const Delivery = z.strictObject({
  id: z.string(),
  destinationId: z.string(),
  name: z.string(),
  kind: DestinationKind,
  state: DeliveryState,
  about: DeliveryAbout,
  attempts: z.number().int(),
  /** Why it is not there yet, or never will be. */
  reason: z.string().nullable(),
  /** Where it lies, or under what number it went out. */
  receipt: z.string().nullable(),
  nextAt: z.string().nullable(),
  sentAt: z.string().nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

/** POST /ui/list-deliveries with a job's id: where its file went, oldest first. */
export const ListDeliveriesResponse = z.strictObject({ deliveries: z.array(Delivery) });
export type ListDeliveriesResponse = z.infer<typeof ListDeliveriesResponse>;

/** POST /ui/resend-delivery: the finished file once more to one place; one `requestId` per click. */
export const ResendDeliveryRequest = z.strictObject({ requestId: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/), jobId: z.uuid(), destinationId: z.uuid() });
export type ResendDeliveryRequest = z.infer<typeof ResendDeliveryRequest>;
export const ResendDeliveryResponse = z.strictObject({ delivery: Delivery });
export type ResendDeliveryResponse = z.infer<typeof ResendDeliveryResponse>;
