import { AppError } from '../../core/errors/index.ts';
import { readProperties, type CallContext, type HubSpotGateway } from '../../hubspot/index.ts';
import type { ColumnChange, SourceQuery } from '../define-source.ts';
import { objectTypeOf } from './object-type.ts';
import { toColumns } from './to-columns.ts';

/**
 * HubSpot leaves out a property that was archived, without a word, so a read cannot see it happen: when all rows are
 * read, the definitions are read once more. Throws `source.changed` when a filter's property is gone, since rows may
 * be missing then.
 */
export async function columnChanges(gateway: HubSpotGateway, at: CallContext, { table, columns, filters }: SourceQuery): Promise<readonly ColumnChange[]> {
  const type = objectTypeOf(table.key);
  const now = toColumns(type.key, await readProperties(gateway, at, type.objectTypeId, { anew: true }));
  const byKey = new Map(now.map((column) => [column.key, column]));
  const before = new Map(table.columns.map((column) => [column.key, column]));
  const lost = filters.find(({ column }) => !byKey.has(column));
  if (lost !== undefined) {
    throw new AppError('source.changed', {
      userMessage: `The filter uses “${before.get(lost.column)?.title ?? lost.column}”, which was removed in HubSpot while the export ran.`,
      fix: 'Remove that filter and export again.', detail: 'a filtered property was archived during the read', retry: 'never',
    });
  }
  return columns.flatMap((key): ColumnChange[] => {
    const [was, is] = [before.get(key), byKey.get(key)];
    if (was === undefined) return [];
    if (is === undefined) return [{ column: key, change: 'was removed in HubSpot while the export ran; rows that were read after that have nothing there' }];
    if (is.type !== was.type) return [{ column: key, change: `was changed from ${was.type} to ${is.type} in HubSpot while the export ran; its values stand as HubSpot gave them` }];
    return [];
  });
}
