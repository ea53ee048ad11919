import { z } from 'zod';
import { ColumnType } from '#contract';
import { parseDatabaseUrl } from './parse-database-url.ts';

/** A name as it stands in the database's catalogue; compared exactly, never folded or cut. */
const Name = z.string().min(1).max(200);
/** A HubSpot property name. */
const Property = z.string().regex(/^[a-z0-9_]{1,100}$/);

const ColumnSettings = z.strictObject({
  column: Name,
  title: z.string().min(1).max(100).optional(),
  /**
   * Overrides what the database type suggests: `text` for numbers that are identifiers, `money` for amounts, `boolean`
   * for whole numbers that mean yes and no (0 is no). BOOL is TINYINT(1) to the server, which may hold 2: nobody guesses.
   */
  type: ColumnType.extract(['text', 'money', 'boolean']).optional(),
  /** Money: the currency all rows have. */
  currency: z.string().regex(/^[A-Z]{3}$/).optional(),
  /** Money: the column that holds each row's currency. Amounts of different currencies are never added up. */
  currencyColumn: Name.optional(),
});

/** How rows belong to a HubSpot record: `column` (or, through another table, that table's `match`) equals the record's property. */
const LinkSettings = z.strictObject({
  objectTypeId: z.enum(['0-1', '0-2', '0-3', '0-5']),
  property: Property,
  /** `email_domain` compares what stands behind the @, in lower case. */
  take: z.enum(['value', 'email_domain']).default('value'),
  /** A property that holds the other system's id: a hint to whoever links the record, no rule. */
  idProperty: Property.optional(),
  column: Name,
  /** Rows belong when `column` equals `key` of a row of this table whose `match` equals the property. */
  through: z.strictObject({ schema: Name.optional(), table: Name, key: Name, match: Name }).optional(),
});

const TableSettings = z.strictObject({
  key: z.string().regex(/^[A-Za-z0-9_.-]{1,120}$/),
  title: z.string().min(1).max(100),
  /** The database it is in; absent: the one of the address. */
  schema: Name.optional(),
  table: Name,
  /** A column that is not null and has a unique index of its own. */
  rowKey: Name,
  /** Absent: all columns the role may read. Present: these and no others. */
  columns: z.array(ColumnSettings).min(1).max(200).optional(),
  /** Shown when the person has chosen none; absent: the first eight. */
  defaultColumns: z.array(Name).min(1).max(50).optional(),
  /** Order of the rows when the person has chosen none; absent: by row key. */
  defaultSort: z.strictObject({ column: Name, direction: z.enum(['ascending', 'descending']) }).optional(),
  links: z.array(LinkSettings).max(20).default([]),
  /** True: may also be read whole, for the portal. */
  portal: z.boolean().default(false),
});

/** Settings of a MySQL or MariaDB connection. Parsing the parsed value again gives the same value. */
export const MysqlConfig = z.strictObject({
  /** mysql://user:password@host:port/database (or mariadb://), no parameters. */
  url: z.string().max(1000)
    .refine((url) => parseDatabaseUrl(url) !== null, 'must be mysql://user:password@host:port/database without parameters'),
  /**
   * Absent: the server's certificate is checked against the well-known authorities; servers on this machine are
   * reached without TLS. `ca`: checked against this certificate (PEM) instead.
   */
  tls: z.strictObject({ ca: z.string().regex(/^-----BEGIN CERTIFICATE-----/).max(100_000) }).optional(),
  tables: z.array(TableSettings).min(1).max(6000),
}).refine((config) => new Set(config.tables.map((table) => table.key)).size === config.tables.length, 'two tables have the same key');

export type MysqlConfig = z.infer<typeof MysqlConfig>;
export type TableSettings = MysqlConfig['tables'][number];
export type LinkSettings = TableSettings['links'][number];
