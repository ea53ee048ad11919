import type { NamedPlace, PolicyRule } from '#contract';
import type { Context } from '../context/index.ts';
import { listPlaces } from './list-places.ts';
import type { Asking } from './open-connection.ts';

/** What people call the tables and columns that these rules name, and no others: whoever reads a rule reads what it is about. What is not there any more, or does not answer, has no title. */
export async function nameRules(context: Context, asking: Asking, rules: readonly PolicyRule[]): Promise<NamedPlace[]> {
  const named = rules.filter(({ connection, table }) => connection !== null || table !== null);
  if (named.length === 0) return [];
  const places = await listPlaces(context, asking, (key) => named.some(({ connection }) => connection === null || connection === key));
  return places.map((place) => ({
    ...place,
    tables: place.tables.flatMap((table) => {
      const own = named.filter((rule) => rule.table === table.table && (rule.connection === null || rule.connection === place.connection));
      const columns = new Set(own.flatMap((rule) => (rule.about === 'column' ? [rule.column] : [])));
      return own.length === 0 ? [] : [{ ...table, columns: table.columns.filter(({ key }) => columns.has(key)) }];
    }),
  }));
}
