/**
 * Where a run may die: behind every side effect of an export and its mail, in order, inside the transactions that
 * matter most, and where what was read may be gone before it is used. A run that dies at any of them ends with the same file and one notice; a test fails when two side
 * effects have no point between them (test/chaos/side-effects.test.ts).
 */
export const CRASH_POINTS = [
  'claimed',
  'orphan-deleted',
  'plan-made',
  'plan-saved',
  'batch-read',
  'chunk-written',
  'chunk-synced',
  'chunk-named',
  'chunk-part-sent',
  'chunk-stored',
  'chunk-saving',
  'chunk-saved',
  'part-finished',
  'render-started',
  'chunks-listed',
  'file-written',
  'file-synced',
  'file-named',
  'file-part-sent',
  'file-stored',
  'job-ending',
  'job-ended',
  'chunk-deleted',
  'chunks-deleted',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

/** The same of a repair that writes corrected values, before it is planned. `rows-writing`: what will be written over is noted, HubSpot not asked yet. */
export const REPAIR_CRASH_POINTS = ['writing-begun', 'rows-writing', 'rows-written', 'outcomes-saved', 'writing-ended'] as const;
export type RepairCrashPoint = (typeof REPAIR_CRASH_POINTS)[number];

/** The same of the ends without a file, and of the sweeps behind every end. */
export const OTHER_CRASH_POINTS = ['given-back', 'stop-saved', 'expired-files-deleted', 'expiry-saved'] as const;
export type OtherCrashPoint = (typeof OTHER_CRASH_POINTS)[number];
