import { z } from 'zod';
import { ColumnType } from '#contract';
import { settingsShapes } from '../database/settings-shapes.ts';
import { parseDatabaseUrl } from './parse-database-url.ts';

const { name: Name, column, link, through, table, tls } = settingsShapes;

const ColumnSettings = z.strictObject({
  ...column,
  /**
   * Overrides what the database type suggests: `text` for numbers that are identifiers, `money` for amounts, `boolean`
   * for whole numbers that mean yes and no (0 is no). BOOL is TINYINT(1) to the server, which may hold 2: nobody guesses.
   */
  type: ColumnType.extract(['text', 'money', 'boolean']).optional(),
});

const LinkSettings = z.strictObject({ ...link, through: z.strictObject({ ...through, schema: Name.optional() }).optional() });

const TableSettings = z.strictObject({
  ...table,
  /** The database it is in; absent: the one of the address. */
  schema: Name.optional(),
  /** Absent: all columns the role may read. Present: these and no others. */
  columns: z.array(ColumnSettings).min(1).max(200).optional(),
  links: z.array(LinkSettings).max(20).default([]),
});

/** Settings of a MySQL or MariaDB connection. Parsing the parsed value again gives the same value. */
export const MysqlConfig = z.strictObject({
  /** mysql://user:password@host:port/database (or mariadb://), no parameters. */
  url: z.string().max(1000).refine((url) => parseDatabaseUrl(url) !== null, 'must be mysql://user:password@host:port/database without parameters'),
  tls,
  tables: z.array(TableSettings).min(1).max(6000),
}).refine((config) => new Set(config.tables.map(({ key }) => key)).size === config.tables.length, 'two tables have the same key');

export type MysqlConfig = z.infer<typeof MysqlConfig>;
export type TableSettings = MysqlConfig['tables'][number];
export type LinkSettings = TableSettings['links'][number];
