export { copyRowIdAction } from './copy-row-id.action.ts';
export { createFollowUpAction } from './create-follow-up.action.ts';
export { defineAction } from './define-action.ts';
export type { Action, ActionInput } from './define-action.ts';
export { noteSnapshotAction } from './note-snapshot.action.ts';
export { refreshAction } from './refresh.action.ts';
export { runAction } from './run-action.ts';
