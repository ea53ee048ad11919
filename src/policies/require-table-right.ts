import type { Context } from '../context/index.ts';
import { parseTableId } from '../core/ids/table-id.ts';
import type { Verb } from './judge.ts';
import { rightOf } from './table-right.ts';
import type { TableRight } from './table-right.ts';
import { whoIs } from './who-is.ts';
import type { Person } from './who-is.ts';

/** For whoever says something about a table without opening it. Throws access.refused, table.unknown. */
export async function requireTableRight(context: Context, person: Person, tableId: string, verb: Verb, signal: AbortSignal): Promise<TableRight> {
  return rightOf(await whoIs(context, person, { lane: 'person', signal }), verb, parseTableId(tableId), []);
}
