import { isDeepStrictEqual } from 'node:util';
import type { ConnectionTable, EditedTable } from '#contract';
import type { Place, StoredSettings, StoredTable } from '../connections/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import { AppError } from '../core/errors/index.ts';
import { knownLink, knownTable } from './known-table.ts';

/** What of a table was changed. `hint`: which property holds the other system's id, which decides no row. */
export type Changed = 'title' | 'place' | 'row_key' | 'whole_account' | 'links' | 'hint';
export type TableChange = { readonly key: string; readonly title: string; readonly how: 'added' | 'removed' } | { readonly key: string; readonly title: string; readonly how: 'changed'; readonly what: readonly Changed[] };
export type Merged = { readonly tables: readonly StoredTable[]; readonly changes: readonly TableChange[] };

/**
 * A connection's tables as somebody left them in the form, and what is different. What the form does not show (chosen columns, currencies,
 * order) stays; at another place, what that has of it. Throws connection.changed for a table that is not there any more, request.invalid.
 */
export function mergeTables({ tables }: StoredSettings, edited: readonly EditedTable[], { offers }: Pick<Place, 'offers'>, home: string): Merged {
  const before = new Map(tables.map((table) => [table.key, table]));
  const keys = new Set(edited.flatMap(({ key }) => key ?? []));
  if (keys.size < edited.filter(({ key }) => key !== null).length) throw new AppError('request.invalid', { detail: 'a table is named twice' });
  const taken = new Set([...before.keys(), ...keys]);
  const changes: TableChange[] = [...before.values()].filter(({ key }) => !keys.has(key)).map(({ key, title }) => ({ key, title, how: 'removed' }));
  const next = edited.map(({ key, ...table }): StoredTable => {
    if (key === null) {
      const added = { ...table, key: newKey(table, taken) };
      changes.push({ key: added.key, title: table.title, how: 'added' });
      return added;
    }
    const stored = before.get(key);
    if (stored === undefined) throw new AppError('connection.changed', { detail: `no table ${key}` });
    const known = knownTable(stored, home);
    const what = compare(known, table);
    if (what.length === 0) return stored;
    changes.push({ key, title: table.title, how: 'changed', what });
    const links = table.links.map((link) => stored.links.find((one) => isDeepStrictEqual(knownLink(one, home), link)) ?? link);
    const moved = what.includes('place') ? move(stored, table, offers) : stored;
    return { ...moved, title: table.title, rowKey: table.rowKey, portal: table.portal, links };
  });
  return { tables: next, changes };
}

function compare(before: ConnectionTable, after: ConnectionTable): Changed[] {
  const what: Changed[] = [];
  if (before.title !== after.title) what.push('title');
  if (before.schema !== after.schema || before.table !== after.table) what.push('place');
  if (before.rowKey !== after.rowKey) what.push('row_key');
  if (before.portal !== after.portal) what.push('whole_account');
  if (!isDeepStrictEqual(withoutHints(before), withoutHints(after))) what.push('links');
  else if (!isDeepStrictEqual(before.links, after.links)) what.push('hint');
  return what;
}

function withoutHints({ links }: ConnectionTable): object[] {
  return links.map(({ idProperty: _hint, ...link }) => link);
}

/** At another place no column is shown that was not shown before, where some were chosen. */
function move(stored: StoredTable, { schema, table, title }: ConnectionTable, offers: Place['offers']): StoredTable {
  const { columns, defaultColumns, defaultSort, ...rest } = stored;
  const offer = offers.find((one) => one.schema === schema && one.table === table);
  const has = (column: string | undefined): boolean => column === undefined || offer === undefined || offer.columns.includes(column);
  const kept = columns?.filter((one) => has(one.column) && has(one.currencyColumn));
  if (kept?.length === 0) throw new AppError('request.invalid', { userMessage: `“${title}” shows some columns only, and ${schema}.${table} has none of them.`, fix: 'Take the table away and add the other one.' });
  const first = defaultColumns?.filter(has);
  return {
    ...rest, schema, table,
    ...(kept === undefined ? {} : { columns: kept }),
    ...(first === undefined || first.length === 0 ? {} : { defaultColumns: first }),
    ...(defaultSort !== undefined && has(defaultSort.column) ? { defaultSort } : {}),
  };
}

/** Made of the place, so that what rules say of a table that was taken away is never about another one that is added later. */
function newKey({ schema, table }: ConnectionTable, taken: Set<string>): string {
  const name = `${schema}.${table}`;
  const plain = name.replace(/[^A-Za-z0-9_.-]/g, '_').slice(0, 90);
  const base = plain === name ? plain : `${plain}-${sha256(name).slice(0, 8)}`;
  let key = base;
  for (let number = 2; taken.has(key); number += 1) key = `${base}-${number}`;
  taken.add(key);
  return key;
}
