import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';

type Span = { traceId: string; spanId: string; parentSpanId?: string; name: string; startTimeUnixNano: string; endTimeUnixNano: string; status: { code?: number } };

let test: TestApp;
let bodies = '';
const spans: Span[] = [];
const collector = createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8').on('data', (piece: string) => { text += piece; }).on('end', () => {
    bodies += text;
    expect(request.url).toBe('/v1/traces');
    const body = JSON.parse(text) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
    spans.push(...body.resourceSpans.flatMap((each) => each.scopeSpans.flatMap((scope) => scope.spans)));
    response.end('{}');
  });
});
beforeAll(async () => {
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  test = await startNumbersApp(numbersSource({ rows: 5_000, parts: 1, batch: 500 }), { environment: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}` } });
});
afterAll(async () => {
  await test?.close();
  collector.close();
});

it('one trace leads from the click over the worker’s steps to the mail, with nobody’s name in it (S2.34)', async () => {
  const { job } = await test.ask('start-export', exportRequest());
  await jobIn(test, job.id, 'ready');
  const mail = await eventually(() => spans.find(({ name }) => name === 'notice email'));

  const one = await eventually(() => {
    const found = spans.filter(({ traceId }) => traceId === mail.traceId);
    return found.some(({ name }) => name === 'job export') ? found : null;
  }, 10_000);
  const named = (name: string): Span => one.find((span) => span.name === name)!;
  const click = named('card start-export');
  expect(click.parentSpanId).toBeUndefined();
  expect(named('job export').parentSpanId).toBe(click.spanId);
  for (const step of ['export plan', 'export read', 'export render']) expect(named(step).parentSpanId, step).toBe(named('job export').spanId);
  expect(mail.parentSpanId).toBe(click.spanId);
  for (const span of one) {
    expect(span.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano)).toBe(true);
    expect(Math.abs(Number(span.startTimeUnixNano) / 1_000_000 - Date.now())).toBeLessThan(60_000);
  }
  expect(bodies).not.toMatch(/sam\.seller|acme|Numbers/);
});

it('a collector that is away costs traces only', async () => {
  const away = await startNumbersApp(numbersSource({ rows: 3_000, parts: 1, batch: 500 }), { environment: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' } });
  try {
    const { job } = await away.ask('start-export', exportRequest());
    await jobIn(away, job.id, 'ready');
  } finally {
    await away.close();
  }
});
