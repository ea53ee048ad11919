import type { StoredPlan, StoredSheet } from '../exports.store.ts';

/** How a related sheet is read: from the staged rows of its parent, so it needs no plan of the source's own. */
export function planRelated(sheet: StoredSheet, parent: StoredSheet): StoredPlan {
  const flat = sheet.role.kind === 'flat' ? ', flattened' : '';
  if ('by' in sheet.role && sheet.role.by === 'value') {
    return {
      strategy: `lookup by a value of each row${flat}`,
      why: `The rows of “${parent.title}” were read first; what belongs to each was looked up by a value it holds, many at a time.`,
      parts: ['rows'],
      concurrency: 1,
      expectedRows: null,
      consistency: 'The rows that belong to a record are as they were when they were looked up, after the record was read.',
    };
  }
  return {
    strategy: `associations of each row${flat}`,
    why: `What belongs to a row can only be asked for row by row, so the rows of “${parent.title}” were read first and their associations looked up, many at a time.`,
    parts: ['rows'],
    concurrency: 1,
    expectedRows: null,
    consistency: 'Associations and their records are as they were when they were looked up, after the rows they belong to. A record that was deleted in between is listed as skipped.',
  };
}
