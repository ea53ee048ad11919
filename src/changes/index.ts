export { addChanges, dropOldChanges, knownRecords } from './changes.store.ts';
export type { RecordChange, RecordState } from './record-change.ts';
export { tableChanges } from './table-changes.ts';
