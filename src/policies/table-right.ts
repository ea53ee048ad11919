import { AppError } from '../core/errors/index.ts';
import type { TableId } from '../core/ids/table-id.ts';
import { judgeColumn, judgeRows } from './judge.ts';
import type { Verb } from './judge.ts';
import type { Rights } from './rights.ts';
import type { Who } from './who-is.ts';

/** What they may do now; `approve`: only after somebody else has agreed. */
export type TableRight = { readonly approve: boolean; readonly rights: Rights };

/** The right to one table and its columns at this moment. Throws access.refused. */
export function rightOf(who: Who, verb: Verb, place: TableId, columns: readonly string[]): TableRight {
  const { subject, stored: { policy } } = who;
  const right = judgeRows(policy, subject, place, verb);
  if (!right.allowed) {
    throw new AppError('access.refused', { userMessage: verb === 'view' ? 'You may not see this table.' : 'You may not export this table.', detail: `policy denies ${verb} of ${place.connection}:${place.table}@${place.scope} to ${subject.userId}` });
  }
  const judged = columns.map((column) => ({ column, right: judgeColumn(policy, subject, place, column) }));
  const those = (wanted: 'mask' | 'hide'): string[] => judged.filter((one) => one.right === wanted).map(({ column }) => column);
  return { approve: right.approve, rights: { rows: right.rows, masked: those('mask'), hidden: those('hide') } };
}
