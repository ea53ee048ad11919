/** Every side effect of an export, in order. A run that dies at any of them ends with the same file and one notice. */
export const CRASH_POINTS = [
  'claimed',
  'plan-made',
  'plan-saved',
  'batch-read',
  'chunk-stored',
  'chunk-saved',
  'part-finished',
  'render-started',
  'file-stored',
  'job-ended',
  'chunks-deleted',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];
