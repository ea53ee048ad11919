import { z } from 'zod';

/** A name as it stands in the database's catalogue; compared exactly, never folded or cut. */
const Name = z.string().min(1).max(200);
/** A HubSpot property name. */
const Property = z.string().regex(/^[a-z0-9_]{1,100}$/);

/**
 * What the settings of every database's tables have in common, piece by piece. Each database adds where a table is when nobody
 * says it, and which types a column may be given.
 */
export const settingsShapes = {
  name: Name,
  column: {
    column: Name,
    title: z.string().min(1).max(100).optional(),
    /** Money: the currency all rows have. */
    currency: z.string().regex(/^[A-Z]{3}$/).optional(),
    /** Money: the column that holds each row's currency. Amounts of different currencies are never added up. */
    currencyColumn: Name.optional(),
  },
  /** How rows belong to a HubSpot record: `column` (or, through another table, that table's `match`) equals the record's property. */
  link: {
    objectTypeId: z.enum(['0-1', '0-2', '0-3', '0-5']),
    property: Property,
    /** `email_domain` compares what stands behind the @, in lower case. */
    take: z.enum(['value', 'email_domain']).default('value'),
    /** A property that holds the other system's id: a hint to whoever links the record, no rule. */
    idProperty: Property.optional(),
    column: Name,
  },
  /** Rows belong when `column` equals `key` of a row of this table whose `match` equals the property. */
  through: { table: Name, key: Name, match: Name },
  table: {
    key: z.string().regex(/^[A-Za-z0-9_.-]{1,120}$/),
    title: z.string().min(1).max(100),
    table: Name,
    /** A column that is not null and has a unique index of its own. */
    rowKey: Name,
    /** Shown when the person has chosen none; absent: the first eight. */
    defaultColumns: z.array(Name).min(1).max(50).optional(),
    /** Order of the rows when the person has chosen none; absent: by row key. */
    defaultSort: z.strictObject({ column: Name, direction: z.enum(['ascending', 'descending']) }).optional(),
    /** True: may also be read whole, for the portal. */
    portal: z.boolean().default(false),
  },
  /**
   * Absent: the server's certificate is checked against the well-known authorities; servers on this machine are
   * reached without TLS. `ca`: checked against this certificate (PEM) instead.
   */
  tls: z.strictObject({ ca: z.string().regex(/^-----BEGIN CERTIFICATE-----/).max(100_000) }).optional(),
} as const;
