import type { JoinedTables } from '@siderail/contract';
import type { Texts } from '../texts/use-texts.ts';
import type { JoinableTable } from './joinable-tables.ts';

/** What else goes into the file, in one sentence, so that nobody takes a filtered table for the whole. */
export function describeJoined(joined: JoinedTables, offered: readonly JoinableTable[], texts: Texts): string {
  const names = joined.tables.flatMap(({ tableId, filters = [] }) => {
    const label = offered.find(({ id }) => id === tableId)?.label;
    return label === undefined ? [] : [filters.length === 0 ? label : texts.withFilters(label, filters.length)];
  });
  return joined.layout === 'flat' ? texts.joinedFlat(names.join(', ')) : texts.joinedSheets(names.join(', '));
}
