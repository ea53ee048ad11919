import { z } from 'zod';
import type { OfferedTable, SourceContext } from '../define-source.ts';
import type { Connections } from './connections.ts';
import type { MysqlConfig } from './mysql-config.ts';
import { sql } from './sql.ts';

const MOST_TABLES = 500;

/** The server lists only what this user has some right to. */
const COLUMNS = sql`select c.table_schema, c.table_name, c.column_name, c.is_nullable, c.privileges
  from information_schema.columns as c join information_schema.tables as t on t.table_schema = c.table_schema and t.table_name = c.table_name
  where c.table_schema = database() and t.table_type in ('BASE TABLE', 'SYSTEM VERSIONED') order by c.table_name, c.ordinal_position limit 20000`;

const SINGLE_KEYS = sql`select s.table_name, min(s.column_name) from information_schema.statistics as s
  where s.table_schema = database() and s.non_unique = 0 group by s.table_name, s.index_name having count(*) = 1 and min(s.column_name) is not null`;

const ColumnRow = z.tuple([z.string(), z.string(), z.string(), z.enum(['YES', 'NO']), z.string()]);
const KeyRow = z.tuple([z.string(), z.string()]);

/** The first 500 tables of the address's database by name, with what this user may read of them. */
export async function offerTables(connections: Connections, context: SourceContext<MysqlConfig>): Promise<OfferedTable[]> {
  return connections.asking(context, async (ask) => {
    const single = new Set(z.array(KeyRow).parse(await ask(SINGLE_KEYS)).map((pair) => JSON.stringify(pair)));
    const offered = new Map<string, { schema: string; table: string; columns: string[]; keys: string[]; writable: boolean }>();
    for (const [schema, table, column, nullable, privileges] of z.array(ColumnRow).parse(await ask(COLUMNS))) {
      const entry = offered.get(table) ?? { schema, table, columns: [], keys: [], writable: false };
      offered.set(table, entry);
      if (/\b(insert|update)\b/i.test(privileges)) entry.writable = true;
      if (!/\bselect\b/i.test(privileges)) continue;
      entry.columns.push(column);
      if (nullable === 'NO' && single.has(JSON.stringify([table, column]))) entry.keys.push(column);
    }
    return [...offered.values()].slice(0, MOST_TABLES);
  });
}
