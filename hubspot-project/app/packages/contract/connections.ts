import { z } from 'zod';

const Name = z.string().min(1).max(200);
const Key = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** How rows belong to a HubSpot record: `column` equals the record's property, or the domain of an address in it. `idProperty`: a property with the other system's id, which helps to find the right row. */
export const ConnectionLink = z.strictObject({
  objectTypeId: z.enum(['0-1', '0-2', '0-3', '0-5']),
  property: z.string().regex(/^[a-z0-9_]{1,100}$/),
  take: z.enum(['value', 'email_domain']),
  column: Name,
  idProperty: z.string().regex(/^[a-z0-9_]{1,100}$/).optional(),
});
export type ConnectionLink = z.infer<typeof ConnectionLink>;

/** One table of a connection, as the form has it. `portal`: may also be read whole. */
export const ConnectionTable = z.strictObject({
  title: z.string().trim().min(1).max(100),
  schema: Name,
  table: Name,
  rowKey: Name,
  portal: z.boolean(),
  link: ConnectionLink.nullable(),
});
export type ConnectionTable = z.infer<typeof ConnectionTable>;

/** Where a database is. The password goes in and never comes back; empty: the stored one, where the place is the same. */
export const ConnectionAddress = z.strictObject({
  sourceKey: z.enum(['postgres', 'mysql']),
  host: z.string().trim().regex(/^[A-Za-z0-9._:-]{1,253}$/),
  port: z.number().int().min(1).max(65_535),
  database: Name,
  user: Name,
  password: z.string().max(500),
});
export type ConnectionAddress = z.infer<typeof ConnectionAddress>;

export const ConnectionShown = z.strictObject({
  key: Key,
  name: z.string(),
  sourceTitle: z.string(),
  address: ConnectionAddress.omit({ password: true }),
  tables: z.array(z.strictObject({ key: z.string(), title: z.string(), portal: z.boolean(), records: z.array(z.string()) })),
  /** Null: it is on. */
  disabledAt: z.string().nullable(),
});
export type ConnectionShown = z.infer<typeof ConnectionShown>;

const Title = z.string().trim().min(1).max(100);

/** POST /ui/list-connections: admins only, like all routes of connections. */
export const ListConnectionsRequest = z.strictObject({});
export type ListConnectionsRequest = z.infer<typeof ListConnectionsRequest>;
export const ListConnectionsResponse = z.strictObject({ connections: z.array(ConnectionShown) });
export type ListConnectionsResponse = z.infer<typeof ListConnectionsResponse>;

/** POST /ui/test-connection: with `key` a stored connection is tested, with this address instead of its own. */
export const TestConnectionRequest = z.strictObject({ key: Key.nullable(), address: ConnectionAddress });
export type TestConnectionRequest = z.infer<typeof TestConnectionRequest>;

/** A table that is there. Without columns it may not be read; without keys it cannot be shown. */
export const OfferedTable = z.strictObject({ schema: z.string(), table: z.string(), columns: z.array(z.string()), keys: z.array(z.string()), writable: z.boolean() });
export type OfferedTable = z.infer<typeof OfferedTable>;
/** `readable` and `missing` name the connection's own tables. */
export const TestConnectionResponse = z.strictObject({ offers: z.array(OfferedTable), readable: z.array(z.string()), missing: z.array(z.string()) });
export type TestConnectionResponse = z.infer<typeof TestConnectionResponse>;

/** POST /ui/add-connection */
export const AddConnectionRequest = z.strictObject({ name: Title, address: ConnectionAddress, tables: z.array(ConnectionTable).min(1).max(50) });
export type AddConnectionRequest = z.infer<typeof AddConnectionRequest>;

/** POST /ui/update-connection: name and place; the tables stay. */
export const UpdateConnectionRequest = z.strictObject({ key: Key, name: Title, address: ConnectionAddress });
export type UpdateConnectionRequest = z.infer<typeof UpdateConnectionRequest>;

/** POST /ui/switch-connection: off, cards say so and exports that read it fail by name; on, all is as before. */
export const SwitchConnectionRequest = z.strictObject({ key: Key, on: z.boolean() });
export type SwitchConnectionRequest = z.infer<typeof SwitchConnectionRequest>;
