import type { JoinedTables } from '@siderail/contract';
import type { Texts } from '../texts/use-texts.ts';
import type { JoinableTable } from './joinable-tables.ts';

/** What else goes into the file, in one sentence. */
export function describeJoined(joined: JoinedTables, offered: readonly JoinableTable[], texts: Texts): string {
  const names = joined.tables.flatMap(({ tableId }) => offered.find(({ id }) => id === tableId)?.label ?? []);
  return joined.layout === 'flat' ? texts.joinedFlat(names.join(', ')) : texts.joinedSheets(names.join(', '));
}
