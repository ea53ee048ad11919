import { afterEach, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { expireFileJob } from '../../src/exports/index.ts';
import { filePrefix } from '../../src/files/index.ts';
import { exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { expectedNumbers, numbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';

const portalId = PortalId.parse('4711001');
const ROWS = 600_000;

let test: TestApp;
afterEach(async () => test?.close());

it('a file that is deleted while somebody downloads it arrives whole or not at all, and is gone then (F14)', async () => {
  test = await startNumbersApp(numbersSource({ rows: ROWS, parts: 4, batch: 50_000 }));
  const { job } = await test.ask('start-export', exportRequest());
  await jobIn(test, job.id, 'ready', 55_000);
  const { url } = await test.ask('create-link', { jobId: job.id });
  const { context } = test.app;

  const file = await fetch(`${test.origin}${new URL(url).pathname}`, { method: 'POST' });
  const reader = file.body!.getReader();
  const pieces = [(await reader.read()).value!];
  await expireFileJob.run({ ...context, now: () => Date.now() + 30 * 86_400_000 }, { portalId, jobId: job.id }, AbortSignal.timeout(30_000));
  const whole = await (async () => {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) pieces.push(piece.value);
    return true;
  })().catch(() => false);

  if (whole) expect(Buffer.concat(pieces).equals(Buffer.from(expectedNumbers(ROWS)))).toBe(true);
  const left: string[] = [];
  for await (const { key } of context.files.list(filePrefix(portalId, 'exports', job.id))) left.push(key);
  expect(left).toEqual([]);
  expect((await fetch(`${test.origin}${new URL(url).pathname}`, { method: 'POST' })).status).not.toBe(200);
}, 120_000);
