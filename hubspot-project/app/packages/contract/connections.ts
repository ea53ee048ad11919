import { z } from 'zod';

const Name = z.string().min(1).max(200);
const Key = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** Another table in between: rows belong when their column equals `key` of its row whose `match` equals the property. */
export const ConnectionThrough = z.strictObject({ schema: Name, table: Name, key: Name, match: Name });
export type ConnectionThrough = z.infer<typeof ConnectionThrough>;

/** How rows belong to a HubSpot record: `column` equals the record's property, or the domain of an address in it. `idProperty`: a property with the other system's id, which helps to find the right row. */
export const ConnectionLink = z.strictObject({
  objectTypeId: z.enum(['0-1', '0-2', '0-3', '0-5']),
  property: z.string().regex(/^[a-z0-9_]{1,100}$/),
  take: z.enum(['value', 'email_domain']),
  column: Name,
  idProperty: z.string().regex(/^[a-z0-9_]{1,100}$/).optional(),
  through: ConnectionThrough.optional(),
});
export type ConnectionLink = z.infer<typeof ConnectionLink>;

/** One table of a connection, as the form has it. `portal`: may also be read whole. */
export const ConnectionTable = z.strictObject({
  title: z.string().trim().min(1).max(100),
  schema: Name,
  table: Name,
  rowKey: Name,
  portal: z.boolean(),
  links: z.array(ConnectionLink).max(20),
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
  /** Goes back with a change, so that two admins do not overwrite each other. */
  version: z.number().int(),
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

/** POST /ui/update-connection: name and place; the tables stay. Refused when `version` is not the current one. */
export const UpdateConnectionRequest = z.strictObject({ key: Key, name: Title, address: ConnectionAddress, version: z.number().int().optional() });
export type UpdateConnectionRequest = z.infer<typeof UpdateConnectionRequest>;

/** POST /ui/switch-connection: off, cards say so and exports that read it fail by name; on, all is as before. */
export const SwitchConnectionRequest = z.strictObject({ key: Key, on: z.boolean() });
export type SwitchConnectionRequest = z.infer<typeof SwitchConnectionRequest>;

/** How many of each name a table: templates, those of them that run by a schedule, rules of the settings, records that people linked through it, exports that are not at their end. */
export const TableUses = z.strictObject({ templates: z.number().int(), schedules: z.number().int(), rules: z.number().int(), links: z.number().int(), exports: z.number().int() });
export type TableUses = z.infer<typeof TableUses>;

/** Why a table cannot be shown now: not there, no right to read it, its key is none, or a column that it names is missing. */
export const TableProblem = z.enum(['gone', 'no_right', 'row_key', 'column']);
export type TableProblem = z.infer<typeof TableProblem>;

const TableKey = z.string().regex(/^[A-Za-z0-9_.-]{1,120}$/);

/** POST /ui/get-connection-tables: the tables of a connection as they are set up, and what the database offers now. */
export const GetConnectionTablesRequest = z.strictObject({ key: Key });
export type GetConnectionTablesRequest = z.infer<typeof GetConnectionTablesRequest>;
export const KnownTable = ConnectionTable.extend({ key: TableKey, problem: TableProblem.nullable(), uses: TableUses });
export type KnownTable = z.infer<typeof KnownTable>;
export const GetConnectionTablesResponse = z.strictObject({ version: z.number().int(), tables: z.array(KnownTable), offers: z.array(OfferedTable) });
export type GetConnectionTablesResponse = z.infer<typeof GetConnectionTablesResponse>;

/** A table as somebody left it; `key` null: a new one. */
export const EditedTable = ConnectionTable.extend({ key: TableKey.nullable() });
export type EditedTable = z.infer<typeof EditedTable>;

/** POST /ui/save-connection-tables: all tables the connection has from now on. Refused when `version` is not the current one. */
export const SaveConnectionTablesRequest = z.strictObject({ key: Key, version: z.number().int(), tables: z.array(EditedTable).min(1).max(250) });
export type SaveConnectionTablesRequest = z.infer<typeof SaveConnectionTablesRequest>;
