import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import type { SourceContext } from '../define-source.ts';
import type { Catalogue, CatalogueColumn, CatalogueTable } from './catalogue.ts';
import { columnKind } from './column-kind.ts';
import type { ColumnKind } from './column-kind.ts';
import type { Connections } from './connections.ts';
import type { MysqlConfig, TableSettings } from './mysql-config.ts';
import { parseDatabaseUrl } from './parse-database-url.ts';
import { bound, joinSql, sql } from './sql.ts';
import type { Sql } from './sql.ts';

/** Tables per question: each is looked up by its name, which spares the server opening all the others. */
const TABLES_AT_ONCE = 40;

type Name = { readonly schema: string; readonly name: string };
type Ask = (statement: Sql) => Promise<readonly (readonly (string | null)[])[]>;

const TABLE_ROW = z.tuple([z.string(), z.string(), z.string().nullable()]);
const COLUMN_ROW = z.tuple([
  z.string(), z.string(), z.string(), z.string(), z.string(), z.enum(['YES', 'NO']), z.string().regex(/^\w+$/).nullable(), z.string().regex(/^\w+$/).nullable(),
  z.string().nullable(), z.string().nullable(), z.string().regex(/^\d+$/).nullable(), z.string().regex(/^\d+$/).nullable(), z.coerce.number(),
]);
const INDEX_ROW = z.tuple([z.string(), z.string(), z.string(), z.string().nullable()]);

/** Views have no unique index, so nobody could promise that no row of one is lost between two pages. */
function tablesOf({ schema, name }: Name): Sql {
  return sql`select t.table_schema, t.table_name, t.engine from information_schema.tables as t
    where t.table_schema = ${asName(schema)} and t.table_name = ${asName(name)} and t.table_type in ('BASE TABLE', 'SYSTEM VERSIONED')`;
}

function columnsOf({ schema, name }: Name): Sql {
  return sql`select c.table_schema, c.table_name, c.column_name, c.data_type, c.column_type, c.is_nullable, c.character_set_name, c.collation_name,
      cast(c.character_maximum_length as char), cast(c.character_octet_length as char), cast(c.numeric_precision as char), cast(c.numeric_scale as char),
      cast(c.ordinal_position as char)
    from information_schema.columns as c
    where c.table_schema = ${asName(schema)} and c.table_name = ${asName(name)} and find_in_set('select', c.privileges) > 0`;
}

function uniqueIndexesOf({ schema, name }: Name): Sql {
  return sql`select s.table_schema, s.table_name, s.index_name, s.column_name from information_schema.statistics as s
    where s.table_schema = ${asName(schema)} and s.table_name = ${asName(name)} and s.non_unique = 0`;
}

/** In the character set of the server's own names, or it would convert every one of them. The rows that come are compared exactly. */
function asName(name: string): Sql {
  return sql`convert(${bound(name)} using utf8)`;
}

/** Asks the database what it has of these tables, with columns, types and unique keys. */
export async function readCatalogue(connections: Connections, context: SourceContext<MysqlConfig>, settings: readonly TableSettings[]): Promise<Catalogue> {
  const database = parseDatabaseUrl(context.config.url)?.database ?? '';
  const wanted = new Map<string, Name>();
  for (const { schema = database, table } of settings.flatMap((one) => [one, ...one.links.flatMap((link) => link.through ?? [])])) {
    wanted.set(tableKey(schema, table), { schema, name: table });
  }

  const tables = await connections.asking(context, async (ask) => {
    const found = new Map<string, CatalogueTable>();
    const names = [...wanted.values()];
    for (let at = 0; at < names.length; at += TABLES_AT_ONCE) {
      for (const table of await readTables(ask, names.slice(at, at + TABLES_AT_ONCE))) found.set(tableKey(table.schema, table.name), table);
    }
    return found;
  });
  return { find: (schema, name) => tables.get(tableKey(schema ?? database, name)) ?? null };
}

/** Three questions, because a join of these tables takes the server twenty times as long. */
async function readTables(ask: Ask, names: readonly Name[]): Promise<CatalogueTable[]> {
  async function all<Row>(row: z.ZodType<Row>, about: (name: Name) => Sql): Promise<Row[]> {
    return parse(row, await ask(joinSql(names.map(about), ' union all ')));
  }

  const tables = new Map<string, { schema: string; name: string; snapshots: boolean; columns: Map<string, CatalogueColumn> }>();
  for (const [schema, name, engine] of await all(TABLE_ROW, tablesOf)) {
    tables.set(tableKey(schema, name), { schema, name, snapshots: engine === 'InnoDB', columns: new Map() });
  }
  const unique = uniqueColumns(await all(INDEX_ROW, uniqueIndexesOf));
  const columns = await all(COLUMN_ROW, columnsOf);
  for (const row of columns.sort((one, other) => one[12] - other[12])) {
    const [schema, name, column, dataType, columnType, nullable, charset, collation, chars, bytes, precision, scale] = row;
    const kind = columnKind(dataType.toLowerCase(), columnType.toLowerCase());
    if (kind === null) continue;
    tables.get(tableKey(schema, name))?.columns.set(column, {
      name: column, kind,
      castType: castType(kind, precision, scale),
      text: charset !== null && collation !== null ? { charset, collation } : null,
      mostChars: chars === null ? null : Number(chars),
      mostBytes: bytes === null ? null : Number(bytes),
      zerofill: /\bzerofill\b/i.test(columnType),
      notNull: nullable === 'NO',
      unique: unique.has(JSON.stringify([schema, name, column])),
    });
  }
  return [...tables.values()];
}

/** Columns with a unique index of their own, as JSON of schema, table and column. */
function uniqueColumns(rows: readonly z.infer<typeof INDEX_ROW>[]): Set<string> {
  const indexes = new Map<string, (string | null)[]>();
  for (const [schema, name, index, column] of rows) {
    const key = JSON.stringify([schema, name, index]);
    indexes.set(key, [...(indexes.get(key) ?? []), column]);
  }
  const unique = new Set<string>();
  for (const [key, columns] of indexes) {
    const [schema, name] = JSON.parse(key) as string[];
    if (columns.length === 1) unique.add(JSON.stringify([schema, name, columns[0]]));
  }
  return unique;
}

function castType(kind: ColumnKind, precision: string | null, scale: string | null): string {
  switch (kind) {
    case 'integer': return 'signed';
    case 'unsigned':
    case 'enum':
    case 'bit':
    case 'year': return 'unsigned';
    case 'decimal': return `decimal(${precision ?? '65'},${scale ?? '0'})`;
    case 'date': return 'date';
    case 'datetime':
    case 'timestamp': return 'datetime(6)';
    case 'time': return 'time(6)';
    case 'uuid': return 'uuid';
    default: return 'char';
  }
}

/** A server that answers about itself in a shape of its own is no MySQL or MariaDB we can read. */
function parse<Row>(row: z.ZodType<Row>, answer: unknown): Row[] {
  const rows = z.array(row).safeParse(answer);
  if (rows.success) return rows.data;
  throw new AppError('source.refused', { userMessage: 'The database describes its tables in a way that is not understood.' });
}

function tableKey(schema: string, name: string): string {
  return JSON.stringify([schema, name]);
}
