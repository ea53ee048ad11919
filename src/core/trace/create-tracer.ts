import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { otlpBody } from './otlp-body.ts';
import type { Span } from './otlp-body.ts';
import type { Tracer } from './tracer.ts';

export type TracerOptions = {
  /** OTEL_EXPORTER_OTLP_ENDPOINT: `/v1/traces` is put behind it. */
  readonly endpoint: string;
  readonly service: string;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly onLost: (spans: number, cause: unknown) => void;
};

const FLUSH_MS = 2_000;
const SEND_MS = 5_000;
/** More than this means that nobody takes them: the oldest go. */
const MOST_KEPT = 2_000;
const PARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/**
 * Sends spans as OTLP over HTTP in its JSON form (opentelemetry.io/docs/specs/otlp, read November 2026), every two
 * seconds. Written by hand because the SDK with its exporter would double what a worker loads at its start. Work never
 * waits for a collector, and one that is away costs spans only.
 */
export function createTracer({ endpoint, service, fetch: send, now, onLost }: TracerOptions): Tracer {
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const running = new AsyncLocalStorage<{ readonly traceId: string; readonly spanId: string }>();
  let ended: Span[] = [];
  let sending: Promise<void> = Promise.resolve();

  async function flush(): Promise<void> {
    if (ended.length === 0) return;
    const spans = ended;
    ended = [];
    try {
      const answer = await send(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(otlpBody(service, spans)), signal: AbortSignal.timeout(SEND_MS) });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`the collector answered ${answer.status}`);
    } catch (cause) {
      onLost(spans.length, cause);
    }
  }

  function flushInTurn(): Promise<void> {
    sending = sending.then(flush);
    return sending;
  }

  const timer = setInterval(() => void flushInTurn(), FLUSH_MS).unref();

  async function span<T>(name: string, attributes: Span['attributes'], work: () => Promise<T>, parent?: string | null): Promise<T> {
    const above = PARENT.exec(parent ?? '');
    const outer = above === null ? running.getStore() : { traceId: above[1]!, spanId: above[2]! };
    const own = { traceId: outer?.traceId ?? randomBytes(16).toString('hex'), spanId: randomBytes(8).toString('hex') };
    const startedAt = now();
    let failed = true;
    try {
      const result = await running.run(own, work);
      failed = false;
      return result;
    } finally {
      ended.push({ ...own, parentSpanId: outer?.spanId ?? null, name, attributes, startedAt, endedAt: now(), failed });
      if (ended.length > MOST_KEPT) ended.shift();
    }
  }

  return {
    active: true,
    span,
    current() {
      const own = running.getStore();
      return own === undefined ? null : `00-${own.traceId}-${own.spanId}-01`;
    },
    async close() {
      clearInterval(timer);
      await flushInTurn();
    },
  };
}
