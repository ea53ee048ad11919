export { backoff } from './backoff.ts';
export { defineJob } from './define-job.ts';
export type { JobDefinition } from './define-job.ts';
export * from './jobs.store.ts';
export { holdLease } from './lease.ts';
export type { Lease } from './lease.ts';
export { createQueue } from './queue.ts';
export type { Queue } from './queue.ts';
export { StoredError, storedError } from './stored-error.ts';
