export { createTracer } from './create-tracer.ts';
export { silentTracer } from './silent-tracer.ts';
export type { SpanAttributes, Tracer } from './tracer.ts';
