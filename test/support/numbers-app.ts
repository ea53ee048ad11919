import { randomUUID } from 'node:crypto';
import type { Job, StartExportRequest } from '#contract';
import { eventually } from './eventually.ts';
import type { NumbersSource } from './numbers-source.ts';
import { startTestApp } from './start-test-app.ts';
import type { TestApp, TestAppOptions } from './start-test-app.ts';

export const NUMBERS_QUERY = { record: { objectTypeId: '0-2', objectId: '77' }, tableId: 'hubspot:numbers@record', columns: [], filters: [] } as const;

/** The server over a scripted source, installed for Sam's portal. */
export async function startNumbersApp(source: NumbersSource, options: Omit<TestAppOptions, 'overrides'> = {}): Promise<TestApp> {
  const test = await startTestApp({ ...options, overrides: () => ({ sources: [source] }) });
  await test.pretendInstalled('4711001');
  return test;
}

export function exportRequest(): StartExportRequest {
  return { requestId: randomUUID(), format: 'csv', query: { ...NUMBERS_QUERY, columns: [], filters: [] } };
}

/** Waits until the job has the wanted state, and gives it. */
export async function jobIn<State extends Job['state']>(test: TestApp, jobId: string, state: State, withinMs = 30_000): Promise<Extract<Job, { state: State }>> {
  let last: Job | undefined;
  try {
    return await eventually(async () => {
      last = (await test.ask('get-job', { jobId })).job;
      return last.state === state ? (last as Extract<Job, { state: State }>) : null;
    }, withinMs);
  } catch {
    throw new Error(`job never became ${state}; it is ${JSON.stringify(last)}`);
  }
}

/** The file as text. Response.text() would drop the byte order mark that Excel needs. */
export async function downloadText(test: TestApp, url: string): Promise<string> {
  return (await downloadBytes(test, url)).toString('utf8');
}

/** Follows a link as a person does: the page first, then its form. */
export async function downloadBytes(test: TestApp, url: string): Promise<Buffer> {
  const path = new URL(url).pathname;
  const page = await fetch(`${test.origin}${path}`);
  if (page.status !== 200) throw new Error(`the landing page answered ${page.status}`);
  const file = await fetch(`${test.origin}${path}`, { method: 'POST' });
  if (file.status !== 200) throw new Error(`the file answered ${file.status}`);
  return Buffer.from(await file.arrayBuffer());
}
