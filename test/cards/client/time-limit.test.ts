import { expect, it, vi } from 'vitest';
import { createBackend } from '../../../hubspot-project/app/packages/client/create-backend.ts';
import { ORIGIN } from '../support/fake-backend.ts';

it('does not wait for ever: a call that never comes back ends as "did not answer in time" (S0.20)', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('self', globalThis);
  const asked = vi.fn((_url: string, _options: { timeout?: number }) => new Promise<Response>(() => {}));
  vi.stubGlobal('hsFetch', asked);

  const outcome = createBackend(ORIGIN)('list-jobs', {});
  await vi.advanceTimersByTimeAsync(20_000);

  expect(await outcome).toMatchObject({ ok: false, uncertain: true, error: { code: 'card.no_answer' } });
  expect(asked.mock.calls[0]?.[1].timeout).toBe(15_000);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
