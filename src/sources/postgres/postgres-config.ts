import { z } from 'zod';
import { ColumnType } from '#contract';
import { settingsShapes } from '../database/settings-shapes.ts';
import { parseDatabaseUrl } from './parse-database-url.ts';

const { name: Name, column, link, through, table, tls } = settingsShapes;

const ColumnSettings = z.strictObject({
  ...column,
  /** Overrides what the database type suggests: `text` for numbers that are identifiers, `money` for amounts. */
  type: ColumnType.extract(['text', 'money']).optional(),
});

const LinkSettings = z.strictObject({ ...link, through: z.strictObject({ ...through, schema: Name.default('public') }).optional() });

const TableSettings = z.strictObject({
  ...table,
  schema: Name.default('public'),
  /** Absent: all columns the role may read. Present: these and no others. */
  columns: z.array(ColumnSettings).min(1).max(200).optional(),
  links: z.array(LinkSettings).max(20).default([]),
});

/** Settings of a PostgreSQL connection. Parsing the parsed value again gives the same value. */
export const PostgresConfig = z.strictObject({
  /** postgres://user:password@host:port/database, no parameters. */
  url: z.string().max(1000).refine((url) => parseDatabaseUrl(url) !== null, 'must be postgres://user:password@host:port/database without parameters'),
  tls,
  tables: z.array(TableSettings).min(1).max(6000),
}).refine((config) => new Set(config.tables.map(({ key }) => key)).size === config.tables.length, 'two tables have the same key');

export type PostgresConfig = z.infer<typeof PostgresConfig>;
export type TableSettings = PostgresConfig['tables'][number];
export type LinkSettings = TableSettings['links'][number];
