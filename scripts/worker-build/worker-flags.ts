/**
 * What Node gets for a worker; `npm run worker` and compose.yaml have the same, and a test compares them. It streams, so a larger
 * heap would only hide a leak; docs/exports.md says what each is for.
 */
export const WORKER_FLAGS = ['--max-old-space-size=96', '--max-semi-space-size=1', '--v8-pool-size=1', '--optimize-for-size', '--liftoff-only'];
