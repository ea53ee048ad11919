import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Stack } from '../../../scripts/stack/index.ts';
import { SOON } from './record-page.ts';
import { askAs, setHubSpot } from './sandbox-control.ts';

/** Milliseconds per HubSpot call: at the one an export takes some seconds, at the other it cannot end while somebody looks on. */
const SLOW = 400;
const HELD = 5_000;

/** Makes the next export slow enough to be caught in the middle. */
export async function slowDown(stack: Stack): Promise<void> {
  await setHubSpot(stack, { latencyMs: SLOW });
}

/** Waits until Sam's job has read its first rows, keeps it from ending, and waits until the card shows how far it is. */
export async function holdExport(stack: Stack, job: Locator): Promise<void> {
  // An older export of the same table may still be the first in the list.
  await job.getByText(/^(Waiting|Running)$/).waitFor();
  const jobId = (await job.getAttribute('data-testid'))?.replace('job-', '');
  await expect.poll(() => askAs(stack, 501, 'get-job', { jobId }), { ...SOON, interval: 50 }).toMatchObject({
    data: { job: { state: 'running', rowsDone: expect.toSatisfy((rows: number) => rows > 0) } },
  });
  await setHubSpot(stack, { latencyMs: HELD });
  await expect.poll(async () => Number(await job.getByRole('progressbar').getAttribute('aria-valuenow')), SOON).toBeGreaterThan(0);
}

/** Lets everything go on at full speed. */
export async function letGo(stack: Stack): Promise<void> {
  await setHubSpot(stack, { latencyMs: 0 });
}
