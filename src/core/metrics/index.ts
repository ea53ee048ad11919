export { createMetrics } from './create-metrics.ts';
export type { EndedJob, Metrics, Reading } from './metrics.ts';
