import type { SpanAttributes } from './tracer.ts';

export type Span = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly name: string;
  readonly attributes: SpanAttributes;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly failed: boolean;
};

/** What a collector takes at `/v1/traces`. Times are nanoseconds as text, ids hex: the JSON form of OTLP. */
export function otlpBody(service: string, spans: readonly Span[]): object {
  return {
    resourceSpans: [{
      resource: { attributes: [attribute('service.name', service)] },
      scopeSpans: [{
        scope: { name: 'siderail' },
        spans: spans.map(({ traceId, spanId, parentSpanId, name, attributes, startedAt, endedAt, failed }) => ({
          traceId, spanId, ...(parentSpanId === null ? {} : { parentSpanId }), name, kind: 1,
          startTimeUnixNano: nanoseconds(startedAt), endTimeUnixNano: nanoseconds(endedAt),
          attributes: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
          status: failed ? { code: 2 } : {},
        })),
      }],
    }],
  };
}

function attribute(key: string, value: string | number): object {
  return { key, value: typeof value === 'string' ? { stringValue: value } : { intValue: String(Math.round(value)) } };
}

function nanoseconds(ms: number): string {
  return `${Math.floor(ms)}${String(Math.floor((ms % 1) * 1_000_000)).padStart(6, '0')}`;
}
