import { expect, it } from 'vitest';
import { createPace } from '../../src/jobs/create-pace.ts';

it('lets no more than so many through in any second, in their order, and saves up nothing for later (F49)', async () => {
  let time = 5_000;
  let waited = 0;
  const turn = createPace(20, { now: () => time, sleep: (ms) => { waited = ms; return Promise.resolve(); } });
  const begun: number[] = [];
  const pass = async (): Promise<void> => {
    waited = 0;
    await turn(new AbortController().signal);
    begun.push(time + waited);
  };

  for (let n = 0; n < 40; n += 1) await pass();
  time += 60_000;
  for (let n = 0; n < 40; n += 1) await pass();

  expect(begun).toEqual(begun.toSorted((one, other) => one - other));
  for (const at of begun) expect(begun.filter((one) => one >= at && one < at + 1_000).length).toBeLessThanOrEqual(20);
  expect(begun.at(-1)! - time).toBe(39 * 50);
});

it('lets whoever is told to stop go at once', async () => {
  const stop = new AbortController();
  const turn = createPace(1, { now: () => 0, sleep: (_ms, signal) => new Promise((_resolve, reject) => signal!.addEventListener('abort', () => reject(signal!.reason as Error), { once: true })) });
  await turn(stop.signal);
  const second = turn(stop.signal);

  stop.abort(new Error('worker is stopping'));

  await expect(second).rejects.toThrow('worker is stopping');
});
