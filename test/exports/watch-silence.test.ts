import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { watchSilence } from '../../src/exports/watch-silence.ts';

const SILENT_MS = 200;
const never = (signal: AbortSignal): Promise<never> => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('an echo')), { once: true }));

it('gives up a reading in which nothing moves, and says why instead of what that broke (F8)', async () => {
  const watch = watchSilence(SILENT_MS, new AbortController().signal);

  await expect(watch.guard(never(watch.signal))).rejects.toMatchObject({ code: 'source.timeout', retry: 'backoff' });
});

it('leaves one in peace that is slow, that waits on purpose or that has all it needs (F13)', async () => {
  const watch = watchSilence(SILENT_MS, new AbortController().signal);
  const work = async (): Promise<string> => {
    for (let piece = 0; piece < 30; piece += 1) {
      await delay(SILENT_MS / 10);
      watch.moved();
    }
    await watch.waits(() => delay(SILENT_MS * 3));
    watch.end();
    await delay(SILENT_MS * 3);
    return 'read';
  };

  expect(await watch.guard(work())).toBe('read');
  expect(watch.signal.aborted).toBe(false);
});

it('leaves one behind that is told to stop and does not (F8, F14)', async () => {
  const stop = new AbortController();
  const guarded = watchSilence(60_000, stop.signal).guard(new Promise<never>(() => undefined));

  stop.abort(new Error('worker is stopping'));

  await expect(guarded).rejects.toThrow('worker is stopping');
}, 30_000);

it('passes on why it was told to stop', async () => {
  const stop = new AbortController();
  const watch = watchSilence(60_000, stop.signal);
  const guarded = watch.guard(never(watch.signal));

  stop.abort(new Error('worker is stopping'));

  await expect(guarded).rejects.toThrow('an echo');
  expect(watch.signal.reason).toEqual(new Error('worker is stopping'));
});
