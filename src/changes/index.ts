export { addChanges, dropOldChanges, knownRecords, listGone, listLinked } from './changes.store.ts';
export type { RecordChange, RecordState } from './record-change.ts';
export { tableChanges } from './table-changes.ts';
